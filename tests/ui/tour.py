"""A walk through the states of a screen on one panel after the other, and what holds for every state."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from PySide6.QtCore import QCoreApplication, QEvent, QRect
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget

from pos_desktop.ui import theme
from pos_desktop.ui.models.views import TopBarView
from pos_desktop.ui.scanner import ScanFilter
from pos_desktop.ui.widgets.button import Button
from pos_desktop.ui.widgets.entry import Check
from pos_desktop.ui.window import Target, Window
from pos_desktop.wording import set_language

Panel = tuple[int, int, float, str, str]
"""Width, height, scale, language and mode."""
LONG = "Công Tằng Tôn Nữ Thị Ngọc Ánh Nguyệt Quế Hương Giang"
PANELS = (
    (1024, 768, 1.0, "vi", "light"), (1024, 768, 1.0, "en", "dark"), (1366, 768, 1.0, "en", "light"),
    (1920, 1080, 1.25, "vi", "dark"),
)  # fmt: skip
STRONG = ("pay", "cash")


def panel_name(panel: Panel) -> str:
    """What a test on a panel is called."""
    width, height, _scale, language, mode = panel
    return f"{width}x{height}-{language}-{mode}"


@dataclass
class Tour:
    """What is wrong with the states that were looked at."""

    window: QWidget
    size: tuple[int, int]
    scale: float
    states: list[str] = field(default_factory=list)
    too_large: list[str] = field(default_factory=list)
    too_small: list[str] = field(default_factory=list)
    too_near: list[str] = field(default_factory=list)
    cut: list[str] = field(default_factory=list)
    nameless: list[str] = field(default_factory=list)

    def look(self, state: str) -> None:
        """Check the window as it is now."""
        QApplication.processEvents()
        QApplication.processEvents()
        self.states.append(state)
        least = self.window.minimumSizeHint()
        if self.window.size().toTuple() != self.size or least.width() > self.size[0] or least.height() > self.size[1]:
            self.too_large.append(f"{state}: {self.window.size().toTuple()}, least {least.toTuple()}")
        shown = [
            widget for widget in self.window.findChildren(QWidget) if widget.isVisible() and self._in_sight(widget)
        ]
        self._check_targets(state, [widget for widget in shown if isinstance(widget, QAbstractButton)])
        self.cut += [f"{state}: {_words(widget)}" for widget in shown if is_cut(widget)]
        self.nameless += [f"{state}: {type(widget).__name__}" for widget in shown if _is_nameless(widget)]

    def _in_sight(self, widget: QWidget) -> bool:
        """Whether nothing covers it: a sheet hides what is under it."""
        seen = widget.visibleRegion().boundingRect()
        if seen.isEmpty() or not widget.isVisible():
            return False
        at = self.window.childAt(widget.mapTo(self.window, seen.center()))
        return at is widget or widget.isAncestorOf(at) if at is not None else False

    def _box(self, button: QAbstractButton) -> QRect:
        """Where it can be hit, in the window."""
        seen = button.visibleRegion().boundingRect()
        return QRect(button.mapTo(self.window, seen.topLeft()), seen.size())

    def _check_targets(self, state: str, buttons: list[QAbstractButton]) -> None:
        boxes = [(self._box(button), button) for button in buttons]
        for _box, button in boxes:
            floor = 60 if isinstance(button, Button) and button.kind in STRONG else 44
            if min(button.size().toTuple()) < floor * self.scale - 1:
                self.too_small.append(f"{state}: {_words(button)} {button.size().toTuple()}")
        for at, (box, button) in enumerate(boxes):
            for other, another in boxes[at + 1 :]:
                if box.intersects(other) and not (button.isAncestorOf(another) or another.isAncestorOf(button)):
                    self.too_near.append(f"{state}: {_words(button)} over {_words(another)}")


def _words(widget: QWidget) -> str:
    text = widget.text() if isinstance(widget, QLabel | QAbstractButton) else ""
    return f"{type(widget).__name__} «{text or widget.accessibleName()}»"


def is_cut(widget: QWidget) -> bool:
    """Whether a text is shown cut that was not meant to be."""
    if widget.property("mayElide") or not widget.visibleRegion().boundingRect().contains(widget.rect()):
        return False  # a row that is scrolled half out of sight is no cut text
    if isinstance(widget, Button):
        return not widget.fits()
    if isinstance(widget, Check):
        return widget.sizeHint().width() > widget.width() + 1
    if isinstance(widget, QLabel) and widget.text():
        if widget.wordWrap():
            return widget.heightForWidth(widget.width()) > widget.height() + 1
        metrics = QFontMetricsF(widget.font())
        return metrics.horizontalAdvance(widget.text()) > widget.width() + 1 or metrics.height() > widget.height() + 1
    return False


def _is_nameless(widget: QWidget) -> bool:
    if isinstance(widget, QAbstractButton | QLineEdit):
        name = widget.accessibleName() or (widget.text() if isinstance(widget, QAbstractButton) else "")
        return not name.strip() or "\n" in name
    return False


@contextmanager
def on_panel(qapp: QApplication, panel: Panel) -> Iterator[Callable[[QWidget], Tour]]:
    """Dress the application for a panel; gives what shows a window there and begins a walk through its states."""
    width, height, scale, language, mode = panel
    throw_away()
    look = theme.Theme()
    look.motion = False
    look.apply(qapp, mode, scale)
    set_language(language)
    shown = []

    def show(window: QWidget) -> Tour:
        window.resize(width, height)
        window.show()
        shown.append(window)
        return Tour(window, (width, height), scale)

    yield show
    for window in shown:
        window.close()
        window.deleteLater()
    set_language("vi")
    look.apply(qapp, "light", 1.0)


def throw_away() -> None:
    """Widgets of earlier states go, as they do where a loop runs."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def framed(screen: QWidget, who: str, target: Target | None = None) -> Window:
    """A screen in the real window, under the bars of a lesson in the sample shop: it has no less room anywhere."""
    window = Window(ScanFilter())
    window.show_training(True)
    window.show_top(TopBarView("Cà phê Mộc – Quận 3", "Ca 121 · mở 07:00", who, mark="MẪU · 21/11/2026"))
    window.show_screen(screen, target or Target())
    return window


class EveryState:
    """What holds for every state of the fixture `tour` (UX-01, UX-02, UX-03, UX-19)."""

    def test_fits_the_panel(self, tour):
        assert tour.states
        assert tour.too_large == [], tour.too_large

    def test_has_buttons_that_can_be_hit(self, tour):
        assert tour.too_small == []
        assert tour.too_near == []

    def test_cuts_no_text(self, tour):
        assert tour.cut == [], tour.cut

    def test_names_everything_that_can_be_used(self, tour):
        assert tour.nameless == []
