"""What opens over a screen without being a window: a sheet over the catalogue, and a question that must be answered."""

from typing import Final

import shiboken6
from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal, SignalInstance
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from pos_desktop.ui import layout, theme
from pos_desktop.ui.models.views import ConfirmView, Tone
from pos_desktop.ui.scanner import MODAL_OPEN
from pos_desktop.ui.widgets.button import Button, icon_button
from pos_desktop.ui.widgets.labels import Text, rule
from pos_desktop.ui.widgets.motion import shake
from pos_desktop.ui.widgets.paint import Dressed, box, shadow
from pos_desktop.wording import _

DEPTH: Final = 18


class Cover(Dressed, QWidget):
    """A widget that covers its parent, keeps Tab inside and gives the focus back. Base of Sheet and Modal."""

    def __init__(self, area: QWidget) -> None:
        super().__init__(area)
        self._focus_before: QWidget | None = None
        self.hide()
        area.installEventFilter(self)

    def open(self, first: QWidget | None = None) -> None:
        """Come up and take the focus, to `first` if given."""
        if not self.isVisible():
            self._focus_before = QApplication.focusWidget()
        self.setGeometry(self.parentWidget().rect())
        self.show()
        self.raise_()
        (first or self).setFocus(Qt.FocusReason.OtherFocusReason)

    def close_cover(self) -> None:
        """Go away and give the focus back to where it was."""
        self.hide()
        before, self._focus_before = self._focus_before, None
        if not self.window().property(MODAL_OPEN):  # a question that came up meanwhile keeps it: a PIN is typed there
            self._home(before).setFocus(Qt.FocusReason.OtherFocusReason)

    def _home(self, before: QWidget | None) -> QWidget:
        """Where the focus was, or else the nearest screen around it: nobody hears keys on the bare window."""
        if before is not None and before is not self.window() and _is_usable(before):
            return before
        around = before if before is not None and shiboken6.isValid(before) else None
        around = self if around is None or around is self.window() else around
        while (around := around.parentWidget()) is not None:
            if around.focusPolicy() != Qt.FocusPolicy.NoFocus and _is_usable(around):
                return around
        return self.window()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go on covering the area when its size changes."""
        if event.type() == QEvent.Type.Resize and watched is self.parentWidget():
            self.setGeometry(self.parentWidget().rect())
        return False

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Walk through our own fields and buttons, round and round."""
        chain = [widget for widget in self.findChildren(QWidget) if _takes_tab(widget, self)]
        if not chain:
            return False
        chain.sort(key=self._place_in_turn)
        focus = QApplication.focusWidget()
        at = chain.index(focus) if focus in chain else (-1 if forward else 0)
        chain[(at + (1 if forward else -1)) % len(chain)].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def _place_in_turn(self, widget: QWidget) -> tuple[int, ...]:
        place = widget.mapTo(self, widget.rect().topLeft())
        return (place.y(), place.x())


class Sheet(Cover):
    """A card over an area (the catalogue), with a title, a cross and a body. Esc closes it.

    Build the content into `body`. Signals: `closed()` when a person closed it, or `close_sheet()` was called.
    """

    closed = Signal()

    def __init__(self, area: QWidget, title: str = "") -> None:
        super().__init__(area)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a tap beside a field must not take its focus
        self._title = Text(title, role="heading", weight="medium")
        self._cross = icon_button("x", _("Đóng"))
        self._cross.clicked.connect(self.close_sheet)
        self.body = QWidget()
        head = layout.row(None, self._title, None, self._cross, pad=(20, 8, 8, 8))
        layout.column(self, head, rule(), (self.body, 1), gap=0)

    def show_title(self, title: str) -> None:
        """Change the title."""
        self._title.setText(title)
        self.setAccessibleName(title)

    def close_sheet(self) -> None:
        """Close it."""
        if self.isVisible():
            self.close_cover()
            self.closed.emit()

    def retranslate(self) -> None:
        """Name the cross in another language."""
        self._cross.show_text("", name=_("Đóng"))

    def take_focus(self) -> None:
        """Take the focus back to where it last was in the sheet."""
        last = self.focusWidget()
        is_inside = last is not None and self.isAncestorOf(last) and _is_usable(last)
        (last if is_inside else self).setFocus(Qt.FocusReason.OtherFocusReason)

    def _place_in_turn(self, widget: QWidget) -> tuple[int, ...]:
        return (int(widget is self._cross), *super()._place_in_turn(widget))  # Tab leads to the fields, not away

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes; no key reaches the screen below, which would do something out of sight."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_sheet()
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Nothing under the sheet can be tapped."""
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the canvas and the card on it."""
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), look.colour("bg"))
        box(painter, QRectF(self.rect()), look.px(12), look.colour("surface"), look.colour("border"), 1)
        painter.end()


class Modal(Cover):
    """A card in the middle of the window; what is under it can neither be tapped nor typed into.

    While it is open the window's property `MODAL_OPEN` is set, by which the scan filter refuses codes; connect its
    `refused` to `shake`. Build the content into `body`. Signals: `dismissed()` on Esc.
    """

    dismissed = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a tap beside a field must not take its focus
        self.card = _Card()
        self.body = self.card.body
        line = layout.row(None, None, self.card, None)
        layout.column(self, None, line, None, pad=16)

    def open(self, first: QWidget | None = None) -> None:
        """Come up over the whole window."""
        self.window().setProperty(MODAL_OPEN, True)
        super().open(first)

    def close_cover(self) -> None:
        """Go away."""
        self.window().setProperty(MODAL_OPEN, False)
        super().close_cover()

    def shake(self) -> None:
        """Shake the card: what was tried is not possible now."""
        shake(self.card)

    def dismiss(self) -> None:
        """Close it the safe way."""
        if self.isVisible():
            self.close_cover()
            self.dismissed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc is the safe way out; no other key reaches the window below."""
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Nothing below can be tapped."""
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Darken the window."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(8, 14, 24, 130))
        painter.end()


class _Card(Dressed, QWidget):
    """The floating card of a modal, with room for its shadow."""

    def __init__(self) -> None:
        super().__init__()
        self.body = QWidget()
        layout.column(self, self.body, pad=24 + DEPTH)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        depth = look.px(DEPTH)
        card = QRectF(self.rect()).adjusted(depth, depth, -depth, -depth)
        shadow(painter, card, look.px(14), depth)
        box(painter, card, look.px(14), look.colour("surface"), look.colour("border"), 1)
        painter.end()


class Confirm(Modal):
    """A question about money or data that cannot come back: what happens, and two verbs; the safe one has the focus.

    Signals: `accepted()`, `other_chosen()` of the third verb, where there is one, `dismissed()`.
    """

    accepted = Signal()
    other_chosen = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._title = Text(role="heading", weight="medium", wrap=True)
        self._lines = Text(wrap=True, tone=Tone.MUTED)
        self.verb, self.keep, self.other = Button(kind="danger"), Button(), Button(kind="secondary")
        buttons = layout.row(None, None, self.keep, self.other, self.verb, gap=16)
        layout.column(self.body, self._title, self._lines, buttons, gap=16)
        layout.sized(self.body, width=460)
        self.verb.clicked.connect(lambda: self._end(self.accepted))
        self.keep.clicked.connect(self.dismiss)
        self.other.clicked.connect(lambda: self._end(self.other_chosen))

    def ask(self, view: ConfirmView) -> None:
        """Put the question."""
        self._title.setText(view.title)
        self._lines.setText("\n".join(view.lines))
        self._lines.setVisible(bool(view.lines))
        self.verb.show_kind("danger" if view.danger else "primary")
        self.verb.show_text(view.verb)
        self.keep.show_text(view.keep)
        self.other.show_text(view.other)
        self.other.setVisible(bool(view.other))
        self.setAccessibleName(view.title)
        self.open(self.keep)

    def _end(self, told: SignalInstance) -> None:
        self.close_cover()
        told.emit()


def _is_usable(widget: QWidget) -> bool:
    return shiboken6.isValid(widget) and widget.isVisible() and widget.isEnabled()


def _takes_tab(widget: QWidget, cover: QWidget) -> bool:
    policy = widget.focusPolicy()
    is_stop = bool(policy.value & Qt.FocusPolicy.TabFocus.value)
    return is_stop and widget.isEnabled() and widget.isVisibleTo(cover) and widget.focusProxy() is None
