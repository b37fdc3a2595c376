"""The sheet of a deed: what happens in numbers, the fields, and two verbs; the safe one has the cross and Esc."""

from collections.abc import Hashable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QScrollArea, QScroller, QVBoxLayout, QWidget

from pos_desktop.ui import layout
from pos_desktop.ui.members.deed_controller import DeedController
from pos_desktop.ui.members.view import DeedView, FieldKind, FieldView
from pos_desktop.ui.models.views import AmountView, ChipView, Tone
from pos_desktop.ui.widgets.button import Button
from pos_desktop.ui.widgets.chips import ChipRow
from pos_desktop.ui.widgets.entry import LabelledField, SearchField
from pos_desktop.ui.widgets.labels import AmountRow, Text, rule
from pos_desktop.ui.widgets.sheet import Sheet
from pos_desktop.wording import _

PIN_DIGITS = 8


class TypedField(LabelledField):
    """A line, a number or a PIN. Signals: `typed(key, text)`."""

    typed = Signal(str, str)

    def __init__(self, view: FieldView) -> None:
        super().__init__(view.label)
        self.key = view.key
        if view.kind is FieldKind.PIN:
            self.edit.setEchoMode(QLineEdit.EchoMode.Password)
            self.edit.setMaxLength(PIN_DIGITS)
        if view.kind in (FieldKind.PIN, FieldKind.NUMBER):
            self.edit.setInputMethodHints(Qt.InputMethodHint.ImhPreferNumbers)
        self.edit.textEdited.connect(lambda text: self.typed.emit(self.key, text))
        self.show_field(view)

    def show_field(self, view: FieldView) -> None:
        """Show another state; what is being typed is left alone."""
        self.show_texts(view.label, hint=view.hint)
        self.show_error(view.error)
        if self.edit.text() != view.value:
            self.edit.setText(view.value)

    def take_focus(self) -> None:
        """Type here."""
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)


class ChoiceField(QWidget):
    """A few chips of which one is chosen. Signals: `typed(key, id)`."""

    typed = Signal(str, str)

    def __init__(self, view: FieldView) -> None:
        super().__init__()
        self.key = view.key
        self._label, self.chips = Text(role="small", weight="medium"), ChipRow()
        self._below = Text(role="cap", wrap=True)
        layout.column(self, self._label, self.chips, self._below, gap=4)
        self.chips.chosen.connect(lambda chosen: self.typed.emit(self.key, str(chosen)))
        self.show_field(view)

    def show_field(self, view: FieldView) -> None:
        """Show another state."""
        self._label.setText(view.label)
        self.chips.show_views(view.options, view.chosen)
        self.chips.setVisible(bool(view.options))
        _below(self._below, view)

    def take_focus(self) -> None:
        """Choose here."""
        chips = self.chips.chips()
        (chips[0] if chips else self).setFocus(Qt.FocusReason.OtherFocusReason)


class MemberField(QWidget):
    """Another member, searched for or scanned. Signals: `typed(key, text)`, `picked(account id)`."""

    typed = Signal(str, str)
    picked = Signal(object)

    def __init__(self, view: FieldView) -> None:
        super().__init__()
        self.key = view.key
        self._options: tuple[ChipView, ...] = ()
        self._label, self.search = Text(role="small", weight="medium"), SearchField()
        self._board, self._below = QWidget(), Text(role="cap", wrap=True)
        self._column: QVBoxLayout = layout.column(self._board, gap=8)
        layout.column(self, self._label, self.search, self._board, self._below, gap=6)
        self.search.searched.connect(lambda text: self.typed.emit(self.key, text))
        self.show_field(view)

    def buttons(self) -> list[Button]:
        """Give the members that were found, in order."""
        return [self._column.itemAt(at).widget() for at in range(self._column.count())]

    def show_field(self, view: FieldView) -> None:
        """Show who was found; the chosen one stays down."""
        self._label.setText(view.label)
        self.search.show_placeholder(_("Tên, số điện thoại, hoặc quét thẻ"))
        if view.options != self._options:
            self._fill(view.options)
        for button, option in zip(self.buttons(), view.options, strict=True):
            button.setChecked(option.id == view.chosen)
        self._board.setVisible(bool(view.options))
        _below(self._below, view)

    def take_focus(self) -> None:
        """Search here."""
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill(self, options: tuple[ChipView, ...]) -> None:
        self._options = options
        _empty_out(self._column)
        for option in options:
            button = Button(option.label, kind="method", checkable=True)
            button.setProperty("mayElide", True)
            button.clicked.connect(lambda _=False, key=option.id: self._pick(key))
            self._column.addWidget(button)

    def _pick(self, key: Hashable) -> None:
        self.picked.emit(key)


class DeedSheet(Sheet):
    """Shows a `DeedView`. Enter in a line goes on to the next empty one, and at the last one does it."""

    def __init__(self, area: QWidget, controller: DeedController) -> None:
        super().__init__(area)
        self._controller = controller
        self._is_grave = False
        self._deed: object = None
        self._made: tuple[tuple[str, FieldKind], ...] | None = None
        self._told: tuple[tuple[AmountView, ...], tuple[str, ...]] | None = None
        self.fields: dict[str, TypedField | ChoiceField | MemberField] = {}
        board = QWidget()
        board.setProperty("plain", True)
        self._form, self._happens = QWidget(), QWidget()
        self._form_column = layout.column(self._form, gap=12)
        self._happens_column = layout.column(self._happens, gap=6)
        layout.column(board, self._form, self._happens, None, gap=16, pad=(0, 0, 8, 0))
        self.area = QScrollArea()
        self.area.setWidget(board)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        QScroller.grabGesture(self.area.viewport(), QScroller.ScrollerGestureType.TouchGesture)
        self._problem = Text(role="small", tone=Tone.DANGER, weight="medium", wrap=True)
        self.keep, self.verb = Button(), Button(kind="primary")
        foot = layout.row(None, None, self.keep, self.verb, gap=16)
        layout.column(self.body, (self.area, 1), self._problem, foot, gap=10, pad=(20, 12, 12, 12))
        self.keep.clicked.connect(controller.close)
        self.verb.clicked.connect(controller.confirm)
        self.closed.connect(controller.close)
        controller.changed.connect(self.show_view)
        self.retranslate()

    def retranslate(self) -> None:
        """Name the way out."""
        super().retranslate()
        if hasattr(self, "keep"):
            self.keep.show_text(_("Thôi"))

    def show_view(self, view: DeedView | None) -> None:
        """Show another state; None closes the sheet."""
        if view is None:
            self._deed, self._made, self._told = None, None, None
            if self.isVisible():
                self.close_sheet()
            return
        self.show_title(view.title)
        is_new = self._controller.deed is not self._deed  # another one may take the place of the one that is open
        if is_new:
            self._deed, self._made = self._controller.deed, None
        self._show_fields(view)
        self._show_happens(view)
        self._problem.setText(view.problem)
        self._problem.setVisible(bool(view.problem))
        self._is_grave = view.danger
        self.verb.show_kind("danger" if view.danger else "primary")
        self.verb.show_text(view.verb)
        self.verb.setEnabled(view.can or view.busy)
        self.verb.set_busy(view.busy)
        self.keep.setEnabled(not view.busy)
        if is_new:
            self.open()
        if is_new or any(field.error for field in view.fields):
            self._focus(view)

    def _focus(self, view: DeedView) -> None:
        """Type where something is wrong, else in the first line; a sheet without lines begins at the safe verb."""
        wrong = [field.key for field in view.fields if field.error]
        lines = [field.key for field in view.fields if field.kind is not FieldKind.CHOICE]
        for first in (*wrong, *lines):
            self.fields[first].take_focus()
            return
        self.keep.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_fields(self, view: DeedView) -> None:
        made = tuple((field.key, field.kind) for field in view.fields)
        if made != self._made:
            self._rebuild(view)
            self._made = made
        for field in view.fields:
            self.fields[field.key].show_field(field)
            self.fields[field.key].setEnabled(not view.busy)

    def _rebuild(self, view: DeedView) -> None:
        """Make fields; those that were there stay, with the focus in them."""
        known = self.fields if self._made else {}
        fields = {field.key: known.get(field.key) or self._make(field) for field in view.fields}
        for key, old in self.fields.items():
            if fields.get(key) is not old:
                self._form_column.removeWidget(old)
                old.hide()
                old.deleteLater()
        self.fields = fields
        for at, field in enumerate(fields.values()):
            self._form_column.insertWidget(at, field)

    def _make(self, view: FieldView) -> TypedField | ChoiceField | MemberField:
        field: TypedField | ChoiceField | MemberField
        if view.kind is FieldKind.MEMBER:
            field = MemberField(view)
            field.picked.connect(self._controller.pick)
        else:
            field = ChoiceField(view) if view.kind is FieldKind.CHOICE else TypedField(view)
        field.typed.connect(self._controller.type)
        return field

    def _show_happens(self, view: DeedView) -> None:
        told = (view.lines, view.notes)
        self._happens.setVisible(bool(view.lines or view.notes))
        if told == self._told:
            return
        self._told = told
        _empty_out(self._happens_column)
        if view.lines:
            self._happens_column.addWidget(rule())
        for line in view.lines:
            self._happens_column.addWidget(AmountRow(line))
        for note in view.notes:
            self._happens_column.addWidget(Text(note, role="small", tone=Tone.MUTED, wrap=True))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes to the next empty line, or does it (a red verb is first gone to); Esc closes."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._go_on()
            event.accept()
            return
        super().keyPressEvent(event)

    def _go_on(self) -> None:
        lines = [field for field in self.fields.values() if isinstance(field, TypedField)]
        at = next((at for at, field in enumerate(lines) if field.edit.hasFocus()), len(lines))
        rest = [field for field in lines[at + 1 :] if not field.edit.text()]
        if rest:
            rest[0].take_focus()
        elif self._is_grave and not self.verb.hasFocus():
            self.verb.setFocus(Qt.FocusReason.TabFocusReason)  # what cannot be taken back takes one more Enter
        else:
            self._controller.confirm()


def _below(label: Text, view: FieldView) -> None:
    label.setText(view.error or view.hint)
    label.setVisible(bool(view.error or view.hint))
    label.show_tone(Tone.DANGER if view.error else Tone.MUTED)


def _empty_out(line: QVBoxLayout) -> None:
    while line.count():
        old = line.takeAt(0).widget()
        if old is not None:
            old.hide()
            old.deleteLater()
