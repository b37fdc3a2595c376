"""Where things are typed: the search field, a number with its pad, a labelled line, a tick."""

from typing import Final

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLineEdit, QSizePolicy, QWidget

from pos_desktop.ui import icons, layout, theme
from pos_desktop.ui.models.views import NumberView, Tone
from pos_desktop.ui.widgets.button import Button, icon_button
from pos_desktop.ui.widgets.labels import Text, colour_of
from pos_desktop.ui.widgets.paint import LEFT, Dressed, box, focus_ring, write
from pos_desktop.wording import _

SEARCH_PAUSE_MS: Final = 150
PAD_WIDTH: Final = 480


class SearchField(Dressed, QLineEdit):
    """A line with a lens on the left and a cross while it holds text.

    Signals: `searched(str)` 150 ms after the last key and at once when it becomes empty. A scan that passed through
    leaves the text as it was, and is not searched for.
    """

    searched = Signal(str)

    def __init__(self, placeholder: str = "", *, icon: str = "search") -> None:
        super().__init__()
        self._icon = icon
        self._told = ""
        self._pause = QTimer(self, interval=SEARCH_PAUSE_MS, singleShot=True, timeout=self._tell)
        self._cross = icon_button("x", _("Xoá chữ"))
        self._cross.setParent(self)
        self._cross.hide()
        self._cross.clicked.connect(self.clear)
        self.show_placeholder(placeholder)
        self.textChanged.connect(self._text_changed)
        self.restyle()

    def show_placeholder(self, placeholder: str) -> None:
        """Say what can be searched for."""
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)

    def show_text(self, text: str) -> None:
        """Show what is on show already: it is not searched for again."""
        self._told = text
        self.setText(text)
        self._pause.stop()

    def restyle(self) -> None:
        """Keep room for the icons."""
        super().restyle()
        look = theme.current()
        self.setTextMargins(look.px(30), 0, look.px(36), 0)
        self._place_cross()

    def retranslate(self) -> None:
        """Name the cross in another language."""
        self._cross.show_text("", name=_("Xoá chữ"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the cross at the right."""
        super().resizeEvent(event)
        self._place_cross()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the line and its icon."""
        super().paintEvent(event)
        look = theme.current()
        side = look.px(20)
        place = QRectF(look.px(14), round((self.height() - side) / 2), side, side)
        painter = QPainter(self)
        icons.paint_icon(painter, self._icon, place, look.colour("text2"))
        painter.end()

    def _place_cross(self) -> None:
        look = theme.current()
        side = self.height() - look.px(4)
        self._cross.setGeometry(self.width() - side - look.px(2), look.px(2), side, side)

    def _text_changed(self, text: str) -> None:
        self._cross.setVisible(bool(text))
        if text:
            self._pause.start()
        else:
            self._tell()

    def _tell(self) -> None:
        self._pause.stop()
        if self.text() != self._told:
            self._told = self.text()
            self.searched.emit(self._told)


class LabelledField(QWidget):
    """A line edit with its label above and its error below; `beside` stands on the line of the edit.

    Attributes: `edit` (the QLineEdit).
    """

    def __init__(
        self, label: str, *, placeholder: str = "", hint: str = "", beside: QWidget | None = None
    ) -> None:  # fmt: skip
        super().__init__()
        self._label = Text(label, role="small", weight="medium")
        self.edit = QLineEdit()
        self.edit.setPlaceholderText(placeholder)
        self.edit.setAccessibleName(label)
        self._hint = hint
        self._below = Text(hint, role="cap", tone=Tone.MUTED, wrap=True)
        self._label.setBuddy(self.edit)
        line = layout.row(None, (self.edit, 1), beside, gap=12) if beside else self.edit
        layout.column(self, self._label, line, self._below, gap=4)
        self.show_error("")

    def show_texts(self, label: str, *, placeholder: str = "", hint: str = "") -> None:
        """Show other texts."""
        self._label.setText(label)
        self.edit.setPlaceholderText(placeholder)
        self.edit.setAccessibleName(label)
        self._hint = hint
        self.show_error("")

    def show_error(self, error: str) -> None:
        """Say under the field what is wrong with it; "" for nothing."""
        self._below.setText(error or self._hint)
        self._below.setVisible(bool(error or self._hint))
        self._below.show_tone(Tone.DANGER if error else Tone.MUTED)
        self.edit.setAccessibleDescription(error)
        if bool(self.edit.property("error")) != bool(error):
            self.edit.setProperty("error", bool(error))
            self.edit.style().unpolish(self.edit)
            self.edit.style().polish(self.edit)


class NumberField(Dressed, QWidget):
    """Shows a number that a pad or the keyboard types; it takes no focus and no keys itself."""

    def __init__(self, view: NumberView, *, size: str = "total") -> None:
        super().__init__()
        self._size = size
        self.setProperty("mayElide", True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.show_view(view)

    @property
    def view(self) -> NumberView:
        """What it shows."""
        return self._view

    def show_view(self, view: NumberView) -> None:
        """Show another number."""
        self._view = view
        self.setAccessibleName(f"{view.label} {view.value or view.ghost}")
        self.setAccessibleDescription(view.error)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Room for label, number and error."""
        look = theme.current()
        metrics = QFontMetricsF(look.font(self._size, theme.BOLD))
        width = metrics.horizontalAdvance(self._view.value or self._view.ghost) + look.px(12)
        height = look.px(22) + 1.4 * theme.TYPE[self._size] * look.scale
        return QSize(round(width), round(height + (look.px(22) if self._view.error else 0)))

    def minimumSizeHint(self) -> QSize:
        """May be narrower than the number."""
        return QSize(theme.current().px(100), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint label, number, caret and error."""
        look, view = theme.current(), self._view
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect())
        write(painter, QRectF(0, 0, rect.width(), look.px(22)), view.label, look.font("small"), look.colour("text2"))
        font = look.font(self._size, theme.BOLD)
        line = QRectF(0, look.px(22), rect.width(), 1.4 * font.pixelSize())
        colour = look.colour(colour_of(view.tone)) if view.value else look.colour("textDisabled")
        write(painter, line, view.value or view.ghost, font, colour, LEFT)
        if view.active:
            width = min(QFontMetricsF(font).horizontalAdvance(view.value), line.width() - look.px(4))
            left, high = (width + look.px(3) if view.value else 0), font.pixelSize()
            caret = QRectF(round(left), round(line.center().y() - high / 2), look.px(2), high)
            painter.fillRect(caret, look.colour("primary"))
        if view.error:
            below = QRectF(0, line.bottom(), rect.width(), look.px(22))
            write(painter, below, view.error, look.font("small", theme.MEDIUM), look.colour("danger"))
        painter.end()


class Keypad(Dressed, QWidget):
    """Digits 7-8-9 on top, as on a calculator.

    Args:
        extra: what stands left of backspace: "000" for money, "" for none, "enter" for an arrow that sends `entered`.
    Signals: `typed(str)` one or three digits, `erased()` one character, `cleared()` a long press of backspace,
    `entered()`.
    """

    typed = Signal(str)
    erased = Signal()
    cleared = Signal()
    entered = Signal()

    def __init__(self, extra: str = "000") -> None:
        super().__init__()
        layout.sized(self, max_width=PAD_WIDTH)  # on a wide screen the fingers would have to travel
        self._grid: QGridLayout = layout.grid(self, gap=10)
        self.keys: dict[str, Button] = {}
        self.enter: Button | None = None
        for at, digit in enumerate("789456123"):
            self._add(digit, *divmod(at, 3))
        self.backspace = Button(kind="key", icon="delete", name=_("Xoá một số"), holdable=True)
        self.backspace.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)
        self.backspace.clicked.connect(self.erased)
        self.backspace.held.connect(self.cleared)
        if extra == "enter":
            self.enter = Button(kind="pad-enter", icon="arrow-right", name=_("Xong"))
            self.enter.clicked.connect(self.entered)
            self._grid.addWidget(self.backspace, 3, 0)
            self._add("0", 3, 1)
            self._grid.addWidget(self.enter, 3, 2)
        else:
            self._add("0", 3, 0, 1 if extra else 2)
            if extra:
                self._add(extra, 3, 1)
            self._grid.addWidget(self.backspace, 3, 2)
        for column in range(3):
            self._grid.setColumnStretch(column, 1)
        for line in range(4):
            self._grid.setRowStretch(line, 1)

    def retranslate(self) -> None:
        """Name the keys without digits in another language."""
        self.backspace.show_text("", name=_("Xoá một số"))
        if self.enter is not None:
            self.enter.show_text("", name=_("Xong"))

    def _add(self, digits: str, line: int, column: int, span: int = 1) -> None:
        key = Button(digits, kind="key")
        key.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)
        key.clicked.connect(lambda: self.typed.emit(digits))
        self.keys[digits] = key
        self._grid.addWidget(key, line, column, 1, span)


class Check(Dressed, QCheckBox):
    """A tick box with a target as high as a button."""

    def __init__(self, label: str, *, checked: bool = False) -> None:
        super().__init__(label.replace("&", "&&"))
        self.setChecked(checked)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Room for box and label."""
        look = theme.current()
        width = QFontMetricsF(look.font("body")).horizontalAdvance(self.text()) + look.px(24 + 12 + 8)
        return QSize(round(width), look.px(48))

    def minimumSizeHint(self) -> QSize:
        """Nothing of it may be cut."""
        return self.sizeHint()

    def hitButton(self, pos: QPoint) -> bool:
        """The whole row is the target."""
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint box, tick and label."""
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = look.px(24)
        place = QRectF(look.px(4), round((self.height() - side) / 2), side, side)
        on, enabled = self.isChecked(), self.isEnabled()
        line = look.colour("borderStrong" if enabled else "border")
        if on:
            box(painter, place, look.px(6), look.colour("primary" if enabled else "textDisabled"))
            inner = place.adjusted(look.px(3), look.px(3), -look.px(3), -look.px(3))
            icons.paint_icon(painter, "check", inner, look.colour("onPrimary"))
        else:
            box(painter, place, look.px(6), look.colour("surface"), line, look.px(2))
        words = QRectF(self.rect()).adjusted(side + look.px(14), 0, 0, 0)
        ink = look.colour("text" if enabled else "textDisabled")
        write(painter, words, self.text().replace("&&", "&"), look.font("body"), ink, LEFT)
        if self.hasFocus():
            focus_ring(painter, QRectF(self.rect()), look.px(8))
        painter.end()
