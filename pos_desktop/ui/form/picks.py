"""What a rule looks at: items and categories of the catalogue as chips, chosen from a sheet."""

from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from pos_desktop.ui import layout
from pos_desktop.ui.form.editors import Editor, Wires
from pos_desktop.ui.form.flow import Flow
from pos_desktop.ui.form.kinds import Field
from pos_desktop.ui.form.paths import Path
from pos_desktop.ui.models.views import Tone
from pos_desktop.ui.widgets.button import Button
from pos_desktop.ui.widgets.labels import Text
from pos_desktop.wording import _

MOST_SHOWN: Final = 8
"""More chips than this would push the form away; the rest is a number."""


class PickLine(QWidget):
    """What is picked, in chips that take themselves away, and a button that opens the catalogue."""

    def __init__(self, name: str, verb: str, none: str) -> None:
        super().__init__()
        self._none, self._name = none, name
        self.flow = Flow()
        self.verb = Button(verb, icon="plus")
        self.verb.setAccessibleName(f"{verb}: {name}")
        layout.column(self, self.flow, layout.row(None, self.verb, None), gap=6)

    def show_names(self, names: list[tuple[Any, str]], drop: Any) -> None:
        """Show what is picked; `drop(value)` takes one away."""
        self.flow.clear()
        for value, name in names[:MOST_SHOWN]:
            chip = Button(name, kind="quick", icon="x")
            chip.setAccessibleName(_("Bỏ {name}").format(name=name))
            chip.clicked.connect(lambda _on=False, value=value: drop(value))
            self.flow.add(chip)
        if len(names) > MOST_SHOWN:
            self.flow.add(Text(_("và {count} nữa").format(count=len(names) - MOST_SHOWN), tone=Tone.MUTED))
        if not names and self._none:
            self.flow.add(Text(self._none, tone=Tone.MUTED))


class PicksEditor(Editor):
    """A `Picks`: what is in, and what is left out."""

    def __init__(self, field: Field, path: Path, wires: Wires) -> None:
        super().__init__(field, path, wires)
        none = _("Chưa chọn") if field.kind.needed else _("Mọi món")
        self.taken = PickLine(_(field.label), _("Chọn món"), none)
        self.left_out = PickLine(_("Trừ"), _("Trừ món"), _("Không trừ món nào"))
        self._lines = {"": self.taken, "not_": self.left_out}
        body = QWidget()
        layout.row(body, (self.taken, 1), (self.left_out, 1), gap=16)
        for prefix, line in self._lines.items():
            body.layout().setAlignment(line, Qt.AlignmentFlag.AlignTop)
            line.verb.clicked.connect(lambda _on=False, prefix=prefix: wires.pick_wanted.emit(self._asked(prefix)))
        self._value: dict[str, list[str]] = {}
        self.build(body)

    def show_value(self, value: Any, text: str | None = None) -> None:
        """Show what is picked."""
        if value == self._value:
            return
        self._value = value or {}
        for prefix, line in self._lines.items():
            held = [(part, key) for part in ("categories", "skus") for key in self._value.get(prefix + part, ())]
            names = [((prefix + part, key), self.wires.names.get(key, key)) for part, key in held]
            line.show_names(names, self._drop)

    def take_focus(self) -> None:
        """Onto the button that opens the catalogue."""
        self.taken.verb.setFocus(Qt.FocusReason.TabFocusReason)

    def _asked(self, prefix: str) -> "Asked":
        return Asked((*self.path, prefix + "skus"), (*self.path, prefix + "categories"))

    def _drop(self, what: tuple[str, str]) -> None:
        part, key = what
        kept = [held for held in self._value.get(part, ()) if held != key]
        self.wires.chosen.emit((*self.path, part), kept)


class SkusEditor(Editor):
    """Items by SKU: several, or one."""

    def __init__(self, field: Field, path: Path, wires: Wires) -> None:
        super().__init__(field, path, wires)
        self._single = field.kind.single
        self.line = PickLine(_(field.label), _("Chọn món"), _("Chưa chọn"))
        self.line.verb.clicked.connect(lambda: wires.pick_wanted.emit(Asked(path, None, single=self._single)))
        self._value: object = None
        self.build(self.line)

    def show_value(self, value: Any, text: str | None = None) -> None:
        """Show what is picked."""
        if value == self._value:
            return
        self._value = value
        skus = ([value] if value else []) if self._single else list(value or ())
        self.line.show_names([(sku, self.wires.names.get(sku, sku)) for sku in skus], self._drop)

    def take_focus(self) -> None:
        """Onto the button that opens the catalogue."""
        self.line.verb.setFocus(Qt.FocusReason.TabFocusReason)

    def _drop(self, sku: str) -> None:
        held: Any = self._value
        self.wires.chosen.emit(self.path, "" if self._single else [other for other in held if other != sku])


class Asked:
    """Who wants to see the catalogue: where its SKUs and categories are kept."""

    def __init__(self, skus: Path, categories: Path | None, *, single: bool = False) -> None:
        self.skus, self.categories, self.single = skus, categories, single
