"""One widget for each kind of field: label above, what is wrong with it below. They decide nothing."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QLineEdit, QMenu, QSizePolicy, QWidget

from pos_desktop.ui import layout
from pos_desktop.ui.form.flow import Flow
from pos_desktop.ui.form.kinds import Field, First, Option
from pos_desktop.ui.form.paths import Path
from pos_desktop.ui.models.views import Tone
from pos_desktop.ui.widgets.button import Button
from pos_desktop.ui.widgets.entry import Check
from pos_desktop.ui.widgets.labels import Text
from pos_desktop.wording import _

MOST_CHIPS = 4


class Wires(QObject):
    """What the editors of one form share. `offers` are choices that the form's value itself names, by name.

    Signals: `typed(path, kind, text)` what a person typed, not yet read; `chosen(path, value)` what was picked;
    `added(path, value)` and `removed(path)` for lists; `keypad_wanted(editor)` where somebody types without a
    keyboard; `pick_wanted(path, kind, value)` where somebody wants to see the catalogue.
    """

    typed = Signal(object, object, str)
    chosen = Signal(object, object)
    added = Signal(object, object)
    removed = Signal(object)
    keypad_wanted = Signal(object)
    pick_wanted = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.offers: Mapping[str, Sequence[Option]] = {}
        self.names: Mapping[str, str] = {}
        """Names of items by SKU and of categories by id."""

    def options(self, kind: Any) -> tuple[Option, ...]:
        """Give the choices of a `Choice` or a `Several` in the language in force."""
        fixed = tuple((value, _(label)) for value, label in kind.options)
        return (*fixed, *self.offers.get(kind.offered, ()))


class Editor(QWidget):
    """Base of all editors: label, body, and a line that says what is wrong or what the field is for."""

    def __init__(self, field: Field, path: Path, wires: Wires, *, labelled: bool = True) -> None:
        super().__init__()
        self.field, self.path, self.error, self.wires = field, path, "", wires
        # what is shown before it stands in a widget would open a window of its own
        self._label = Text(_(field.label), role="small", weight="medium", wrap=True, parent=self)
        self._label.setVisible(labelled)
        self._below = Text(role="cap", tone=Tone.MUTED, wrap=True, parent=self)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.show_error("")

    def build(self, body: QWidget) -> None:
        """Put the body between label and error."""
        layout.column(self, self._label, body, self._below, gap=4)

    def show_value(self, value: Any, text: str | None = None) -> None:
        """Show a value, or the text that could not be read as one."""

    def show_error(self, error: str) -> None:
        """Say what is wrong; "" for nothing."""
        self.error = error
        hint = _(self.field.hint)
        self._below.setText(error or hint)
        self._below.setVisible(bool(error or hint))
        self._below.show_tone(Tone.DANGER if error else Tone.MUTED)

    def take_focus(self) -> None:
        """Put the focus where the value is changed."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)


class Line(QLineEdit):
    """A line that selects all when it is walked to, and tells when it was left. Signals: `left()`."""

    left = Signal()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tab selects, as a person who walks there wants to replace the value."""
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self.selectAll()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell it."""
        super().focusOutEvent(event)
        self.left.emit()


class TypedEditor(Editor):
    """Whatever is typed in one line, with its unit behind; a number has a button that opens a pad."""

    def __init__(self, field: Field, path: Path, wires: Wires) -> None:
        super().__init__(field, path, wires)
        kind: Any = field.kind
        self._kind, self._value = kind, None  # a Typed
        self.edit = Line()
        self.edit.setAccessibleName(" ".join(part for part in (_(field.label), kind.unit) if part))
        unit = Text(kind.unit, tone=Tone.MUTED, parent=self)
        unit.setVisible(bool(kind.unit))
        body = QWidget()
        name = _("Bàn phím số cho «{label}»").format(label=_(field.label))
        self.pad = Button(kind="ghost", icon="calculator", name=name, parent=self)
        self.pad.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # whoever walks by Tab has keys
        self.pad.setVisible(kind.is_number)
        self.pad.clicked.connect(lambda: wires.keypad_wanted.emit(self))
        layout.row(body, (self.edit, 1), unit, self.pad, gap=6)
        layout.sized(self.edit, min_width=72)
        if kind.is_number:
            self.edit.setInputMethodHints(Qt.InputMethodHint.ImhPreferNumbers)
        self.edit.textEdited.connect(lambda text: self.wires.typed.emit(self.path, kind, text))
        self.edit.left.connect(self._tidy)
        self.build(body)

    def show_value(self, value: Any, text: str | None = None) -> None:
        """Show a value; what is being typed is left alone."""
        self._value = value
        if text is not None or not self.edit.hasFocus() or not self._reads(value):
            shown = self._kind.write(value) if text is None else text
            if shown != self.edit.text():
                self.edit.setText(shown)

    def show_error(self, error: str) -> None:
        """Say it under the line, and mark the line."""
        super().show_error(error)
        edit = getattr(self, "edit", None)
        if edit is None or bool(edit.property("error")) == bool(error):
            return
        edit.setAccessibleDescription(error)
        edit.setProperty("error", bool(error))
        edit.style().unpolish(edit)
        edit.style().polish(edit)

    def take_focus(self) -> None:
        """Into the line."""
        self.edit.setFocus(Qt.FocusReason.TabFocusReason)

    def type(self, text: str) -> None:
        """Take a whole text as if it had been typed."""
        self.edit.setText(text)
        self.wires.typed.emit(self.path, self._kind, text)

    def _reads(self, value: Any) -> bool:
        try:
            return self._kind.read(self.edit.text()) == value
        except ValueError:
            return False

    def _tidy(self) -> None:
        """Write the value as it is written everywhere, once nobody types any more."""
        if not self.error and self._reads(self._value):
            self.edit.setText(self._kind.write(self._value))


class FlagEditor(Editor):
    """A tick."""

    def __init__(self, field: Field, path: Path, wires: Wires) -> None:
        super().__init__(field, path, wires, labelled=False)
        self.check = Check(_(field.label))
        self.check.toggled.connect(lambda on: self.wires.chosen.emit(self.path, on))
        self.build(self.check)

    def show_value(self, value: Any, text: str | None = None) -> None:
        """Tick or not."""
        self.check.blockSignals(True)
        self.check.setChecked(bool(value))
        self.check.blockSignals(False)
        self.check.update()

    def take_focus(self) -> None:
        """Onto the tick."""
        self.check.setFocus(Qt.FocusReason.TabFocusReason)


class MenuButton(Button):
    """One of many: shows what is chosen, opens a menu of all. Signals: `picked(value)`."""

    picked = Signal(object)

    def __init__(self, name: str) -> None:
        super().__init__(kind="menu", icon="chevron-down", name=name)
        self._label, self._value = name, None
        self._options: tuple[Option, ...] = ()
        self._menu = QMenu(self)
        self.clicked.connect(self._open)

    @property
    def value(self) -> Any:
        """What is chosen."""
        return self._value

    def show_options(self, options: Sequence[Option], value: Any) -> None:
        """Offer these, one of them chosen."""
        if tuple(options) != self._options:
            self._options = tuple(options)
            self._menu.clear()
            for chosen, label in options:
                action = self._menu.addAction(label.replace("&", "&&"))
                action.triggered.connect(lambda _on=False, chosen=chosen: self.picked.emit(chosen))
        self._value = value
        label = next((label for chosen, label in options if chosen == value), _("Chọn"))
        self.show_text(label)
        self.setAccessibleName(f"{self._label}: {label}")

    def menu_of(self) -> QMenu:
        """Give the menu."""
        return self._menu

    def _open(self) -> None:
        self._menu.setMinimumWidth(self.width())
        self._menu.popup(self.mapToGlobal(QPoint(0, self.height())))


class ChoiceEditor(Editor):
    """One of a few as chips, one of many as a menu."""

    def __init__(self, field: Field, path: Path, wires: Wires) -> None:
        super().__init__(field, path, wires)
        self._options = wires.options(field.kind)
        self.chips: dict[Any, Button] = {}
        self.menu: MenuButton | None = None
        self.build(self._chips() if len(self._options) <= MOST_CHIPS else self._one_of_many())

    def show_value(self, value: Any, text: str | None = None) -> None:
        """Mark what is chosen."""
        if self.menu is not None:
            self.menu.show_options(self._options, value)
        for option, chip in self.chips.items():
            chip.setChecked(option == value)

    def take_focus(self) -> None:
        """Onto the first choice."""
        (self.menu or next(iter(self.chips.values()), self)).setFocus(Qt.FocusReason.TabFocusReason)

    def _chips(self) -> QWidget:
        if not self._options:
            return Text(_("Chưa có gì để chọn."), tone=Tone.MUTED)
        flow = Flow()
        for value, label in self._options:
            chip = self.chips[value] = Button(label, kind="chip", checkable=True)
            chip.clicked.connect(lambda _on=False, value=value: self._choose(value))
            flow.add(chip)
        return flow

    def _one_of_many(self) -> QWidget:
        self.menu = MenuButton(_(self.field.label))
        self.menu.picked.connect(lambda value: self.wires.chosen.emit(self.path, value))
        return self.menu

    def _choose(self, value: Any) -> None:
        self.show_value(value)  # the chip that was chosen already stays down
        self.wires.chosen.emit(self.path, value)


class SeveralEditor(Editor):
    """Any number of a few, as chips."""

    def __init__(self, field: Field, path: Path, wires: Wires) -> None:
        super().__init__(field, path, wires)
        flow = Flow()
        self.chips: dict[Any, Button] = {}
        for value, label in wires.options(field.kind):
            chip = self.chips[value] = Button(label, kind="chip", checkable=True)
            chip.clicked.connect(self._choose)
            flow.add(chip)
        self._none = Text(_(field.kind.none), role="cap", tone=Tone.MUTED)
        body = QWidget()
        layout.column(body, flow, self._none, gap=4)
        self.build(body)

    def show_value(self, value: Any, text: str | None = None) -> None:
        """Mark what is chosen."""
        for option, chip in self.chips.items():
            chip.setChecked(option in (value or ()))
        self._none.setVisible(bool(self.field.kind.none) and not value)

    def take_focus(self) -> None:
        """Onto the first chip."""
        if self.chips:
            next(iter(self.chips.values())).setFocus(Qt.FocusReason.TabFocusReason)

    def _choose(self) -> None:
        self.wires.chosen.emit(self.path, [option for option, chip in self.chips.items() if chip.isChecked()])


class SwitchEditor(Editor):
    """One of a few ways for a definition to be; choosing one changes all that belongs to it."""

    def __init__(self, field: Field, path: Path, wires: Wires) -> None:
        super().__init__(field, path, wires)
        self._switch: Any = field.kind
        self._plain: Mapping[str, Any] = {}
        self.buttons: list[Button] = []
        self.menu: MenuButton | None = None
        labels = [_(label) for label, _patch in self._switch.ways]
        if len(labels) > MOST_CHIPS:
            self.menu = MenuButton(_(field.label))
            self.menu.picked.connect(self._choose)
        self._options = tuple(enumerate(labels))
        self.build(self.menu or self._chips(labels))

    def show_value(self, value: Any, text: str | None = None) -> None:
        """Mark the way in force."""
        self._plain = value or {}
        way = self._switch.way(self._plain)
        if self.menu is not None:
            self.menu.show_options(self._options, way)
        for at, button in enumerate(self.buttons):
            button.setChecked(at == way)
            button.setEnabled(self._patch(at) is not None)

    def take_focus(self) -> None:
        """Onto the first way."""
        (self.menu or self.buttons[0]).setFocus(Qt.FocusReason.TabFocusReason)

    def _chips(self, labels: Sequence[str]) -> QWidget:
        flow = Flow()
        for at, label in enumerate(labels):
            self.buttons.append(Button(label, kind="chip", checkable=True))
            self.buttons[at].clicked.connect(lambda _on=False, at=at: self._choose(at))
            flow.add(self.buttons[at])
        return flow

    def _choose(self, at: int) -> None:
        patch = self._patch(at)
        if at != self._switch.way(self._plain) and patch is not None:
            self.wires.chosen.emit(self.path, {**self._plain, **patch})
        else:
            self.show_value(self._plain)

    def _patch(self, at: int) -> dict[str, Any] | None:
        """What a way sets; None where it needs something that there is none of."""
        patch = dict(self._switch.ways[at][1])
        for name, value in patch.items():
            if isinstance(value, First):
                offered = self.wires.offers.get(value.of, ())
                if not offered:
                    return None
                patch[name] = offered[0][0]
        return patch
