"""Buttons of every kind: one class that paints itself from a table, so that size and state look the same everywhere."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from pos_desktop.ui import icons, theme
from pos_desktop.ui.widgets.paint import CENTRE, LEFT, Dressed, blend, box, focus_ring, write

LONG_PRESS_MS: Final = 500
SPIN_MS: Final = 60


@dataclass(frozen=True, slots=True)
class Kind:
    """How one kind looks: sizes in design pixels, colours as tokens, "" for none."""

    height: int = 48
    pad: int = 16
    radius: int = 10
    size: str | int = "body"
    weight: QFont.Weight = theme.MEDIUM
    fill: str = ""
    pressed: str = "surface3"
    ink: str = "text"
    pressed_ink: str = ""
    line: str = ""
    line_width: int = 0
    on_fill: str = "primarySoft"
    on_ink: str = "primary"
    icon: int = 20
    left: bool = False
    min_width: int = 48
    off_fill: str = "surface2"


_PLAIN: Final = Kind()
_STRONG: Final = Kind(height=72, radius=12, size="heading", weight=theme.BOLD, icon=24)
PILL: Final = 1000

KINDS: Final[dict[str, Kind]] = {
    "secondary": replace(_PLAIN, fill="surface2"),
    "primary": replace(_PLAIN, fill="primary", ink="onPrimary", pressed="primaryPressed"),
    "danger": replace(_PLAIN, fill="danger", ink="onDanger", pressed="dangerPressed"),
    "ghost": replace(_PLAIN, off_fill="", pad=12),
    "ghost-danger": replace(_PLAIN, ink="danger", pressed="dangerSoft", off_fill="", pad=12),
    "inverse": replace(_PLAIN, ink="surface", pressed="text2", off_fill="", pad=12),
    "pay": replace(_STRONG, fill="pay", ink="onPay", pressed="payPressed"),
    "cash": replace(
        _STRONG, size="cash", fill="surface", ink="pay", pressed="paySoft", line="pay", line_width=2, pad=8
    ),
    "chip": replace(_PLAIN, radius=PILL, pad=18, fill="surface", line="border", line_width=2, pressed="surface2"),
    "redeem": replace(_PLAIN, height=56, fill="loyalty", ink="onLoyalty", pressed="loyaltyPressed", pad=10),
    "offer": replace(
        _PLAIN, height=56, fill="surface", ink="loyalty", pressed="loyaltySoft", line="loyalty", line_width=2, pad=10
    ),
    "key": replace(_PLAIN, height=60, size="key", fill="surface2", pad=8, icon=26, min_width=60),
    "pad-enter": replace(
        _PLAIN, height=60, size="key", fill="primary", ink="onPrimary", pressed="primaryPressed", icon=26, min_width=60
    ),
    "quick": replace(_PLAIN, height=50, fill="surface2", pad=6),
    "segment": replace(
        _PLAIN, size="small", fill="surface", line="border", line_width=2, pressed="surface2", pad=9, radius=8
    ),
    "step": replace(_PLAIN, fill="surface", line="borderStrong", line_width=2, min_width=72, pad=8, pressed="surface2"),
    "menu": replace(
        _PLAIN, fill="surface", line="borderStrong", line_width=2, left=True, min_width=96, pad=12, pressed="surface2"
    ),
    "choice": replace(
        _PLAIN, height=56, fill="surface", line="border", line_width=2, left=True, pad=12, pressed="surface2"
    ),
    "method": replace(_PLAIN, height=56, fill="surface2", line="surface2", line_width=2, left=True, icon=22),
    "fkey": replace(_PLAIN, height=52, size="small", weight=theme.REGULAR, off_fill="", pad=4, radius=8),
}


class Button(Dressed, QPushButton):
    """A button. Touch and mouse never move the focus to it; Tab does.

    Args:
        label: what it does, one line.
        kind: a name of `KINDS`.
        icon: a name of `assets/icons`.
        detail: a second, quieter line.
        hint: its key, shown as a small key cap.
        name: accessible name of a button without label.
        checkable: whether it stays down.
        holdable: whether a long press sends `held` in place of `clicked`.
    """

    held = Signal()

    def __init__(
        self,
        label: str = "",
        *,
        kind: str = "secondary",
        icon: str = "",
        detail: str = "",
        hint: str = "",
        name: str = "",
        checkable: bool = False,
        holdable: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._kind, self._icon, self._name = kind, icon, name
        self._detail, self._hint = detail, hint
        self._told: tuple[str, str, str, str] | None = None
        self._busy, self._turn, self._was_held = False, 0, False
        self._spin = QTimer(self, interval=SPIN_MS, timeout=self._spin_on)
        self._hold = QTimer(self, interval=LONG_PRESS_MS, singleShot=True, timeout=self._hold_on) if holdable else None
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAutoDefault(False)
        self.setCheckable(checkable)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.show_text(label, detail=detail, hint=hint)

    # what it shows

    def text(self) -> str:
        """Give the label as it is shown."""
        return super().text().replace("&&", "&")

    @property
    def detail(self) -> str:
        """The second line."""
        return self._detail

    @property
    def kind(self) -> str:
        """The name of its kind."""
        return self._kind

    @property
    def busy(self) -> bool:
        """Whether it is at work and takes no press."""
        return self._busy

    def show_text(self, label: str, *, detail: str | None = None, hint: str | None = None, name: str = "") -> None:
        """Show other texts; what is None stays. The same ones again cost no layout."""
        told = self._told
        self._detail = self._detail if detail is None else detail
        self._hint = self._hint if hint is None else hint
        self._name = name or self._name
        self._told = label, self._detail, self._hint, self._name
        if self._told == told:
            return
        self.setText(label.replace("&", "&&"))  # an ampersand of a name is no mnemonic
        self.setAccessibleName(" ".join(part for part in (label, self._detail) if part) or self._name)
        if not label and self._name:
            self.setToolTip(self._name)
        self.updateGeometry()
        self.update()

    def show_icon(self, icon: str) -> None:
        """Show another icon, "" for none."""
        self._icon = icon
        self.updateGeometry()
        self.update()

    def show_kind(self, kind: str) -> None:
        """Become another kind."""
        self._kind = kind
        self.updateGeometry()
        self.update()

    def set_busy(self, busy: bool) -> None:
        """Show a spinner in place of the icon; presses do nothing until it is over."""
        self._busy = busy
        self._turn = 0
        if busy and theme.current().motion:
            self._spin.start()
        else:
            self._spin.stop()
        self.updateGeometry()
        self.update()

    # size

    def sizeHint(self) -> QSize:
        """Room for all it shows."""
        look, kind = theme.current(), KINDS[self._kind]
        width = self._content_width() + 2 * look.px(kind.pad)
        return QSize(max(round(width + 0.5), look.px(kind.min_width)), look.px(kind.height))

    def minimumSizeHint(self) -> QSize:
        """Nothing of it may be cut."""
        return self.sizeHint()

    def fits(self) -> bool:
        """Whether all its text can be seen."""
        return self._content_width() <= self.width() - 2 * theme.current().px(4)

    def _fonts(self) -> tuple[QFont, QFont]:
        look, kind = theme.current(), KINDS[self._kind]
        detail = look.font("small" if kind.size == "body" else kind.size, kind.weight)
        return look.font(kind.size, kind.weight), detail

    def _text_width(self) -> float:
        label, detail = self._fonts()
        widths = [QFontMetricsF(label).horizontalAdvance(self.text())]
        if self._detail:
            widths.append(QFontMetricsF(detail).horizontalAdvance(self._detail))
        return max(widths)

    def _hint_size(self) -> tuple[float, float]:
        look = theme.current()
        if not self._hint:
            return 0, 0
        return QFontMetricsF(look.font("cap", theme.MEDIUM)).horizontalAdvance(self._hint) + look.px(10), look.px(21)

    def _shown_icon(self) -> str:
        return "loader-circle" if self._busy else self._icon

    def _content_width(self) -> float:
        look, kind = theme.current(), KINDS[self._kind]
        parts = [self._text_width()] if self.text() else []
        if self._kind == "fkey":
            return max([*parts, self._hint_size()[0]])
        if self._shown_icon():
            parts.insert(0, look.px(kind.icon))
        if self._hint:
            parts.append(self._hint_size()[0])
        return sum(parts) + look.px(8) * max(0, len(parts) - 1)

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint box, content and focus."""
        look, kind = theme.current(), KINDS[self._kind]
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect, radius = QRectF(self.rect()), look.px(kind.radius)
        fill, ink, line = self._colours(kind)
        box(painter, rect, radius, fill, line, look.px(kind.line_width))
        if self._kind == "fkey":
            self._paint_stacked(painter, rect, ink)
        else:
            self._paint_content(painter, rect, ink, kind)
        if self.hasFocus():
            focus_ring(painter, rect, radius)
        painter.end()

    def _colours(self, kind: Kind) -> tuple[QColor | None, QColor, QColor | None]:
        look = theme.current()
        ink = look.colour(kind.ink)
        if not self.isEnabled():
            return look.colour(kind.off_fill) if kind.off_fill else None, look.colour("textDisabled"), None
        if self.isChecked():
            on = look.colour(kind.on_ink)
            return look.colour(kind.on_fill), on, on
        fill = look.colour(kind.fill) if kind.fill else None
        line = look.colour(kind.line) if kind.line else None
        if self.isDown() and not self._busy:
            return look.colour(kind.pressed), look.colour(kind.pressed_ink) if kind.pressed_ink else ink, line
        if self.underMouse() and not self._busy:
            under = fill or look.colour("text" if self._kind == "inverse" else "surface")
            return blend(under, look.colour(kind.pressed), 0.45), ink, line
        return fill, ink, line

    def _paint_content(self, painter: QPainter, rect: QRectF, ink: QColor, kind: Kind) -> None:
        look = theme.current()
        gap, width = look.px(8), self._content_width()
        inner = rect.adjusted(look.px(4), 0, -look.px(4), 0)
        left = rect.left() + look.px(kind.pad) if kind.left else rect.center().x() - width / 2
        left = max(left, inner.left())
        if icon := self._shown_icon():
            side = look.px(kind.icon)
            self._paint_icon(painter, icon, QRectF(round(left), round(rect.center().y() - side / 2), side, side), ink)
            left += side + gap
        hint_width, _ = self._hint_size()
        room = inner.right() - left - (hint_width + gap if hint_width else 0)
        text_width = min(self._text_width(), room) if self.text() else 0
        if self.text():
            align = LEFT if kind.left or self._icon else CENTRE
            self._paint_lines(painter, QRectF(left, rect.top(), text_width, rect.height()), ink, align)
            left += text_width + gap
        if self._hint:
            self._paint_hint(painter, QPoint(round(left + hint_width / 2), round(rect.center().y())), ink)

    def _paint_lines(self, painter: QPainter, rect: QRectF, ink: QColor, align: Qt.AlignmentFlag) -> None:
        label, detail = self._fonts()
        rect = rect.adjusted(-1, 0, 1, 0)
        if not self._detail:
            write(painter, rect, self.text(), label, ink, align)
            return
        height = QFontMetricsF(label).height()
        upper = QRectF(rect.left(), rect.center().y() - height, rect.width(), height)
        write(painter, upper, self.text(), label, ink, align)
        write(painter, upper.translated(0, height), self._detail, detail, ink, align)

    def _paint_icon(self, painter: QPainter, icon: str, place: QRectF, ink: QColor) -> None:
        painter.save()
        if self._busy:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.translate(place.center())
            painter.rotate(self._turn)
            painter.translate(-place.center())
        icons.paint_icon(painter, icon, place, ink)
        painter.restore()

    def _paint_hint(self, painter: QPainter, centre: QPoint, ink: QColor) -> None:
        """Draw the key's name in a small key cap."""
        look = theme.current()
        width, height = self._hint_size()
        cap = QRectF(round(centre.x() - width / 2), round(centre.y() - height / 2), round(width), height)
        edge = QColor(ink)
        edge.setAlphaF(0.45)
        box(painter, cap, look.px(5), None, edge, 1)
        write(painter, cap, self._hint, look.font("cap", theme.MEDIUM), ink, CENTRE)

    def _paint_stacked(self, painter: QPainter, rect: QRectF, ink: QColor) -> None:
        """Draw a key of the bar: key cap above, action below."""
        look = theme.current()
        quiet = ink if not self.isEnabled() else look.colour("text2")
        self._paint_hint(painter, QPoint(round(rect.center().x()), round(rect.top() + rect.height() * 0.30)), quiet)
        lower = rect.adjusted(look.px(2), rect.height() * 0.52, -look.px(2), -look.px(4))
        write(painter, lower, self.text(), self._fonts()[0], ink, CENTRE)

    # pressing

    def hitButton(self, pos: QPoint) -> bool:
        """A busy button cannot be hit."""
        return not self._busy and super().hitButton(pos)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Space press the focused button, unless it is busy."""
        if self._busy:
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.click()
            return
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to count a long press."""
        super().mousePressEvent(event)
        if self._hold is not None and self.isDown():
            self._was_held = False
            self._hold.start()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End a press; one that was held has had its effect."""
        if self._hold is not None:
            self._hold.stop()
            if self._was_held:
                self._was_held = False
                self.setDown(False)
                return
        super().mouseReleaseEvent(event)

    def _hold_on(self) -> None:
        if self.isDown():
            self._was_held = True
            self.held.emit()

    def _spin_on(self) -> None:
        self._turn = (self._turn + 30) % 360
        self.update()


def on_click(*pairs: tuple[Button, Callable[[], object]]) -> None:
    """Have each button do its work; whether it is on is nobody's business here."""
    for button, work in pairs:
        button.clicked.connect(lambda _on=False, work=work: work())


def icon_button(icon: str, name: str, *, kind: str = "ghost") -> Button:
    """Make a square button with an icon alone; `name` is its accessible name and tooltip."""
    return Button(icon=icon, name=name, kind=kind)
