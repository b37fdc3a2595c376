"""Fields side by side in one, two or three columns, and the editors that hold fields of their own."""

from collections.abc import Iterator
from typing import Any, Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLayout, QScrollArea, QWidget

from pos_desktop.ui import layout
from pos_desktop.ui.form.editors import (
    ChoiceEditor,
    Editor,
    FlagEditor,
    SeveralEditor,
    SwitchEditor,
    TypedEditor,
    Wires,
)
from pos_desktop.ui.form.kinds import (
    Choice,
    Field,
    Flag,
    Maybe,
    Picked,
    Recurring,
    Rows,
    Several,
    Skus,
    Switch,
    offers_in,
)
from pos_desktop.ui.form.paths import Path, get
from pos_desktop.ui.form.picks import PicksEditor, SkusEditor
from pos_desktop.ui.form.recurring import RecurringEditor
from pos_desktop.ui.form.state import State
from pos_desktop.ui.models.views import Tone
from pos_desktop.ui.widgets.button import Button, icon_button
from pos_desktop.ui.widgets.entry import Check
from pos_desktop.ui.widgets.labels import Text
from pos_desktop.wording import _

COLUMN: Final = 232
MOST_COLUMNS: Final = 3


def show_now(column: QLayout) -> None:
    """Show what was put into a layout at once: a layout by itself does it later, and what is hidden takes no focus."""
    for at in range(column.count()):
        if (widget := column.itemAt(at).widget()) is not None:
            widget.show()


class FieldGrid(QWidget):
    """Editors of some fields of the value at `base`; fields that make no sense for it are left out."""

    def __init__(self, fields: tuple[Field, ...], base: Path, wires: Wires) -> None:
        super().__init__()
        self._fields, self._base = fields, base
        self.editors = [editor_of(field, (*base, *field.keys), wires) for field in fields]
        self._grid = layout.grid(self, gap=12)
        self._placed: tuple[int, tuple[bool, ...]] = (0, ())
        self._shown = [True] * len(fields)
        for editor in self.editors:
            editor.setParent(self)

    def show_state(self, state: State) -> None:
        """Show other values and errors."""
        own = get(state.plain, self._base)
        self._shown = [field.is_shown(own) for field in self._fields]
        for editor, shown in zip(self.editors, self._shown, strict=True):
            if shown:
                show_in(editor, state)
        self._place()

    def all_editors(self) -> Iterator[Editor]:
        """Give every editor on show, those within others included."""
        for editor, shown in zip(self.editors, self._shown, strict=True):
            if shown:
                yield editor
                yield from getattr(editor, "inner", list)()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use as many columns as there is room for."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        columns = max(1, min(MOST_COLUMNS, (self.width() + layout.px(12)) // layout.px(COLUMN + 12)))
        wanted = (columns, tuple(self._shown))
        if wanted == self._placed:
            return
        self._placed = wanted
        for editor in self.editors:
            self._grid.removeWidget(editor)
        at = 0
        for editor, shown in zip(self.editors, self._shown, strict=True):
            editor.setVisible(shown)
            if shown:
                at = self._put(editor, at, columns)
        for column in range(MOST_COLUMNS):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)

    def _put(self, editor: Editor, at: int, columns: int) -> int:
        if not editor.field.wide:
            self._grid.addWidget(editor, at // columns, at % columns, Qt.AlignmentFlag.AlignTop)
            return at + 1
        line = -(-at // columns)
        self._grid.addWidget(editor, line, 0, 1, columns)
        return (line + 1) * columns


class RowsEditor(Editor):
    """A short list of sub-forms, each with a bin, below a button that adds one and goes to it."""

    def __init__(self, field: Field, path: Path, wires: Wires) -> None:
        super().__init__(field, path, wires)
        self._kind: Any = field.kind
        self.grids: list[FieldGrid] = []
        self.bins: list[Button] = []
        self.add = Button(_(self._kind.verb), icon="plus")
        self.add.setAccessibleName(f"{_(self._kind.verb)}: {_(field.label)}")
        self.add.clicked.connect(self._add)
        self._rows: list[QWidget] = []
        body = QWidget()
        self._column = layout.column(body, layout.row(None, self.add, None), gap=8)
        self.build(body)

    def _add(self) -> None:
        """The new one comes last, where a long form does not show it."""
        count = len(self._rows)
        self.wires.added.emit(self.path, self._kind.blank)
        if len(self._rows) > count:
            QTimer.singleShot(0, self, self._go_to_last)

    def _go_to_last(self) -> None:
        if not self.grids or not self.grids[-1].editors:
            return
        area = self.parentWidget()
        while area is not None and not isinstance(area, QScrollArea):
            area = area.parentWidget()
        if isinstance(area, QScrollArea):
            area.ensureWidgetVisible(self._rows[-1], 0, layout.px(8))
        self.grids[-1].editors[0].take_focus()

    def show_value(self, value: Any, text: str | None = None) -> None:
        """Have as many rows as the list."""
        count = len(value or ())
        if count != len(self._rows):
            self._rebuild(count)
        self.add.setEnabled(count < self._kind.most)

    def show_state(self, state: State) -> None:
        """Show the values of the rows."""
        for grid in self.grids:
            grid.show_state(state)

    def inner(self) -> list[Editor]:
        """Give the editors of all rows."""
        return [editor for grid in self.grids for editor in grid.all_editors()]

    def _rebuild(self, count: int) -> None:
        for row in self._rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.grids = [FieldGrid(self._kind.fields, (*self.path, at), self.wires) for at in range(count)]
        self.bins = [icon_button("trash-2", _("Xoá dòng {number}").format(number=at + 1), kind="ghost-danger")
                     for at in range(count)]  # fmt: skip
        self._rows = [self._row(at) for at in range(count)]
        for at, row in enumerate(self._rows):
            self._column.insertWidget(at + 1, row)
        show_now(self._column)

    def _row(self, at: int) -> QWidget:
        row = QWidget()
        row.setProperty("card", True)
        row.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        path = (*self.path, at)
        self.bins[at].clicked.connect(lambda: self.wires.removed.emit(path))
        side = layout.column(None, self.bins[at], None)
        layout.row(row, (self.grids[at], 1), side, gap=16, pad=(12, 8, 8, 8))
        return row


class MaybeEditor(Editor):
    """A part that may be missing: a tick, and its fields while it is there."""

    def __init__(self, field: Field, path: Path, wires: Wires) -> None:
        super().__init__(field, path, wires, labelled=False)
        self.check = Check(_(field.label))
        self.grid = FieldGrid(field.kind.fields, path, wires)
        self.check.toggled.connect(lambda on: wires.chosen.emit(path, field.kind.blank if on else None))
        body = QWidget()
        inner = layout.row(None, (self.grid, 1), pad=(20, 0, 0, 0))
        layout.column(body, self.check, inner, gap=4)
        self.build(body)

    def show_value(self, value: Any, text: str | None = None) -> None:
        """Tick or not."""
        self.check.blockSignals(True)
        self.check.setChecked(value is not None)
        self.check.blockSignals(False)
        self.check.update()
        self.grid.setVisible(value is not None)

    def show_state(self, state: State) -> None:
        """Show the fields."""
        if get(state.plain, self.path) is not None:
            self.grid.show_state(state)

    def inner(self) -> list[Editor]:
        """Give the editors within."""
        return list(self.grid.all_editors()) if self.check.isChecked() else []


_EDITORS: Final[dict[type, type[Editor]]] = {
    Flag: FlagEditor, Choice: ChoiceEditor, Switch: SwitchEditor, Several: SeveralEditor, Picked: PicksEditor,
    Skus: SkusEditor, Recurring: RecurringEditor, Rows: RowsEditor, Maybe: MaybeEditor,
}  # fmt: skip


def editor_of(field: Field, path: Path, wires: Wires) -> Editor:
    """Make the editor of a field."""
    return _EDITORS.get(type(field.kind), TypedEditor)(field, path, wires)


def show_in(editor: Editor, state: State) -> None:
    """Show a state in one editor."""
    editor.show_value(get(state.plain, editor.path), state.drafts.get(editor.path))
    nested = isinstance(editor, RowsEditor | MaybeEditor | SwitchEditor)
    editor.show_error(state.errors.get(editor.path, "") if nested else state.error_at(editor.path))
    if isinstance(editor, RowsEditor | MaybeEditor):
        editor.show_state(state)


class Form(QWidget):
    """Sections of fields below one another.

    Attributes: `wires` (see `Wires`), by which it tells what was changed.
    """

    def __init__(self) -> None:
        super().__init__()
        self.wires = Wires(self)
        self._built: object = None
        self._grids: list[FieldGrid] = []
        self._column = layout.column(self, gap=10)

    def show_form(self, sections: tuple[Any, ...], base: Path, state: State, *, marks: object = ()) -> None:
        """Show the value at `base` of a state by these sections; `marks` is what else calls for new editors."""
        used = offers_in(field for section in sections for field in section.fields)
        wanted = (sections, base, marks, [tuple(self.wires.offers.get(name, ())) for name in sorted(used)])
        if wanted != self._built:
            self._built = wanted
            self._rebuild(sections, base)
        for grid in self._grids:
            grid.show_state(state)

    def editors(self) -> list[Editor]:
        """Give every editor on show."""
        return [editor for grid in self._grids for editor in grid.all_editors()]

    def editor(self, path: Path) -> Editor:
        """Give the editor of a path."""
        return next(editor for editor in self.editors() if editor.path == path)

    def _rebuild(self, sections: tuple[Any, ...], base: Path) -> None:
        while self._column.count():
            item = self._column.takeAt(0)
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._grids = []
        for section in sections:
            if section.title:
                self._column.addWidget(Text(_(section.title), weight="bold", wrap=True))
            if section.hint:
                self._column.addWidget(Text(_(section.hint), role="small", tone=Tone.MUTED, wrap=True))
            self._grids.append(FieldGrid(section.fields, base, self.wires))
            self._column.addWidget(self._grids[-1])
        self._column.addStretch(1)
        show_now(self._column)
