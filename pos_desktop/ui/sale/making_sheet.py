"""The sheet over the tiles where options are chosen and combos are filled."""

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QScroller, QSizePolicy, QVBoxLayout, QWidget

from pos_desktop.ui import layout
from pos_desktop.ui.models.views import Tone
from pos_desktop.ui.sale.adding import Adding
from pos_desktop.ui.sale.making_view import ChoiceView, MakingView, SectionView
from pos_desktop.ui.widgets.button import Button
from pos_desktop.ui.widgets.labels import Text
from pos_desktop.ui.widgets.sheet import Sheet
from pos_desktop.wording import _

CHOICE_WIDTH: Final = 168
GAP: Final = 8
_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_OF_BUTTON: Final = (Qt.Key.Key_Space, Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
_STEPS: Final[dict[int, int]] = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class ChoiceButton(Button):
    """A choice; it is taken by a tap or Space, and the sheet takes every other key from it."""

    def __init__(self, view: ChoiceView) -> None:
        super().__init__(view.label, kind="choice", detail=view.detail, checkable=True)
        self.setProperty("mayElide", True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.show_choice(view)

    def show_choice(self, view: ChoiceView) -> None:
        """Become another choice, or the same one taken or left."""
        self.view = view
        self.show_text(view.label, detail=view.detail)
        self.setChecked(view.down)
        self.setToolTip(view.label)

    def nextCheckState(self) -> None:
        """Whether it is taken is not for the button to say."""


class SectionPart(QWidget):
    """One question with its choices. Signals: `taken(id)`."""

    taken = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.view: SectionView | None = None
        self._title, self._hint = Text(weight="medium"), Text(role="small", tone=Tone.MUTED)
        cells = QWidget()
        self._grid: QGridLayout = layout.grid(cells, gap=GAP)
        self._columns = 0
        head = layout.row(None, self._title, self._hint, None, gap=10)
        layout.column(self, head, cells, gap=6)

    def show_view(self, view: SectionView) -> None:
        """Show another question, or another answer to the same one."""
        before, self.view = self.view, view
        self._title.setText(view.title)
        self._hint.setText(view.hint)
        buttons = self.buttons()
        if before is None or [each.id for each in before.choices] != [each.id for each in view.choices]:
            self._rebuild(view)
            return
        for button, choice in zip(buttons, view.choices, strict=True):
            button.show_choice(choice)

    def _rebuild(self, view: SectionView) -> None:
        while self._grid.count():
            old = self._grid.takeAt(0).widget()
            old.hide()
            old.deleteLater()
        for choice in view.choices:
            button = ChoiceButton(choice)
            button.clicked.connect(lambda _=False, button=button: self.taken.emit(button.view.id))
            button.setParent(self)
            self._grid.addWidget(button)
        self._arrange()

    def buttons(self) -> list[ChoiceButton]:
        """Give the choices in order."""
        return [self._grid.itemAt(at).widget() for at in range(self._grid.count())]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put as many choices beside each other as the width has room for."""
        super().resizeEvent(event)
        columns = max(1, (self.width() + layout.px(GAP)) // layout.px(CHOICE_WIDTH + GAP))
        if columns != self._columns:
            self._columns = columns
            self._arrange()

    def _arrange(self) -> None:
        buttons, columns = self.buttons(), max(1, self._columns)
        for button in buttons:
            self._grid.removeWidget(button)
        for column in range(self._grid.columnCount()):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
        for column in range(columns):
            self._grid.setColumnStretch(column, 1)
        for at, button in enumerate(buttons):
            self._grid.addWidget(button, *divmod(at, columns))


class MakingSheet(Sheet):
    """Shows a `MakingView`: arrows walk, Space or a digit takes, 0 takes what the member had last, Enter adds."""

    def __init__(self, area: QWidget, adding: Adding) -> None:
        super().__init__(area)
        self._adding = adding
        self._view: MakingView | None = None
        self.parts: list[SectionPart] = []
        board = QWidget()
        board.setProperty("plain", True)
        self._column: QVBoxLayout = layout.column(board, None, gap=14, pad=(0, 0, 8, 0))
        self._scroll = QScrollArea()
        self._scroll.setWidget(board)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        QScroller.grabGesture(self._scroll.viewport(), QScroller.ScrollerGestureType.TouchGesture)
        self.last = Button(kind="offer", hint="0")
        self.last.setProperty("mayElide", True)
        self.last.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._error = Text(role="small", tone=Tone.DANGER, wrap=True)
        self.verb = Button(kind="primary", hint="Enter")
        layout.column(self.body, self.last, (self._scroll, 1), self._error, self.verb, gap=10, pad=(20, 12, 12, 12))
        self.last.clicked.connect(adding.as_last)
        self.verb.clicked.connect(adding.confirm)
        self.closed.connect(adding.close)

    def show_view(self, view: MakingView | None) -> None:
        """Show another state; None closes the sheet."""
        if view == self._view:
            return
        self._view = view
        if view is None:
            self.close_sheet()
            return
        self.show_title(view.title)
        self._show_sections(view)
        self.last.show_text(_("Như lần trước"), detail=view.last)
        self.last.setToolTip(view.last)
        self.last.setVisible(bool(view.last))
        self._error.setText(view.error)
        self._error.setVisible(bool(view.error))
        self.verb.show_text(f"{view.verb} {view.price}".strip())
        if not self.isVisible():
            self._scroll.verticalScrollBar().setValue(0)
            self.open()
            layout.settle()

    def _show_sections(self, view: MakingView) -> None:
        while len(self.parts) > len(view.sections):
            old = self.parts.pop()
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        while len(self.parts) < len(view.sections):
            part = SectionPart()
            part.taken.connect(lambda choice, part=part: self._take(part, choice))
            self._column.insertWidget(len(self.parts), part)
            self.parts.append(part)
        for part, section in zip(self.parts, view.sections, strict=True):
            part.show_view(section)
            for button in part.buttons():
                button.installEventFilter(self)

    def _take(self, part: SectionPart, choice: str) -> None:
        if part.view is not None:
            self._adding.toggle(part.view.place, choice)

    # keys

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A choice that gets the focus is scrolled into sight; keys are not for the area that scrolls."""
        if isinstance(watched, ChoiceButton) and event.type() == QEvent.Type.FocusIn:
            self._scroll.ensureWidgetVisible(watched, 0, layout.px(40))
        is_key = isinstance(watched, ChoiceButton) and event.type() == QEvent.Type.KeyPress
        if is_key and isinstance(event, QKeyEvent) and event.key() not in _OF_BUTTON:
            self.keyPressEvent(event)
            return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows, digits and Enter; Esc closes."""
        key, text = event.key(), event.text()
        if key in _ENTER and not event.isAutoRepeat():
            self._adding.confirm()
        elif key in _STEPS:
            self._step(_STEPS[key])
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._walk(1 if key == Qt.Key.Key_Down else -1)
        elif text == "0":
            self._adding.as_last()
        elif text.isascii() and text.isdigit():
            self._take_at(int(text) - 1)
        elif key == Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        event.accept()

    def _here(self) -> tuple[int, int]:
        """The question and the choice that has the focus; before the first one without any."""
        for at, part in enumerate(self.parts):
            for n, button in enumerate(part.buttons()):
                if button.hasFocus():
                    return at, n
        return -1, 0

    def _step(self, by: int) -> None:
        every = [button for part in self.parts for button in part.buttons()]
        here = next((at for at, button in enumerate(every) if button.hasFocus()), -1 if by > 0 else len(every))
        if every:
            every[max(0, min(here + by, len(every) - 1))].setFocus(Qt.FocusReason.TabFocusReason)

    def _walk(self, by: int) -> None:
        at = max(0, min(self._here()[0] + by, len(self.parts) - 1))
        buttons = self.parts[at].buttons() if self.parts else []
        down = next((button for button in buttons if button.isChecked()), buttons[0] if buttons else None)
        if down is not None:
            down.setFocus(Qt.FocusReason.TabFocusReason)

    def _take_at(self, n: int) -> None:
        """Take the choice with this number of the question that has the focus; once it is answered, go on."""
        at = max(0, self._here()[0])
        part = self.parts[at] if self.parts else None
        if part is None or part.view is None or n >= len(part.buttons()):
            return
        button = part.buttons()[n]
        button.setFocus(Qt.FocusReason.TabFocusReason)
        button.click()
        if part.view.is_full and at + 1 < len(self.parts):
            self._walk(1)
