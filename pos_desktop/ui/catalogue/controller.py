"""State of the catalogue's screen: the segment, its list, the entry that is edited, saving; knows no widget."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from PySide6.QtCore import QObject, Signal

from pos_desktop.core.codes import classify
from pos_desktop.core.errors import Code, EnvironmentProblem, Rejected
from pos_desktop.core.ids import Id
from pos_desktop.core.text import fold
from pos_desktop.services.desk import Desk
from pos_desktop.services.shop.people import Person
from pos_desktop.ui.catalogue import port
from pos_desktop.ui.catalogue.labels import Labelling
from pos_desktop.ui.catalogue.many import Many
from pos_desktop.ui.catalogue.parts.every import SEGMENTS, offers
from pos_desktop.ui.catalogue.port import Everything, RowView, Saving, Segment
from pos_desktop.ui.catalogue.prices import Prices
from pos_desktop.ui.catalogue.tiles import Tiles
from pos_desktop.ui.catalogue.view import CatalogueView, FormView
from pos_desktop.ui.catalogue.weighing import Weighing
from pos_desktop.ui.form.kinds import Typed
from pos_desktop.ui.form.paths import Path
from pos_desktop.ui.form.state import Shelf
from pos_desktop.ui.form.writing import Writing
from pos_desktop.ui.models.views import ChipView, ConfirmView, EmptyView, ToastKind, ToastView
from pos_desktop.ui.ops import Ops
from pos_desktop.wording import _, ngettext, number
from pos_desktop.wording.messages import sentence

FIELDS: Final[Mapping[Code, Path]] = {
    Code.SKU_TAKEN: ("sku",), Code.BARCODE_TAKEN: ("barcodes",), Code.BAD_CHECK_DIGIT: ("barcodes",),
    Code.PLU_TAKEN: ("plu",), Code.INVALID_NAME: ("name",), Code.CATEGORY_NAME_TAKEN: ("name",),
    Code.LIST_NAME_TAKEN: ("name",), Code.GROUP_NAME_TAKEN: ("name",), Code.UNIT_OF_ITEM: ("base",),
    Code.VAT_DAY: ("valid_from",),
}  # fmt: skip
"""The field under which a refusal is said."""
ALL: Final = "*"
NEW: Final = ""


class CatalogueController(QObject):
    """Edits one entry at a time, or ticks many.

    Signals: `changed(CatalogueView)`, `left()`, `toast(ToastView, act)`, `ask(ConfirmView, accept)`, `sound(str)`,
    `made(str)` with the code of an item that the sale waits for, `focused()` where the form's first field is wanted.
    """

    changed = Signal(object)
    left = Signal()
    toast = Signal(object, object)
    ask = Signal(object, object)
    sound = Signal(str)
    made = Signal(str)
    focused = Signal()

    def __init__(self, desk: Desk, ops: Ops, person: Person, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk, self.ops, self.person = desk, ops, person
        self.every: Everything | None = None
        self._segment: Segment = SEGMENTS[0]
        self._rows: tuple[RowView, ...] = ()
        self._text, self._chip = "", ALL
        self._key: str | None = None
        self.writing: Writing | None = None
        self._refused: Rejected | None = None
        self._busy, self._operation = False, ""
        self._awaited = ""
        self._begin_code = ""
        self.many, self.tiles, self.prices, self.weighing = Many(self), Tiles(self), Prices(self), Weighing(self)
        self.labels = Labelling(self)

    # what is on show

    @property
    def is_changed(self) -> bool:
        """Whether something would be lost."""
        of_entry = self.writing is not None and self.writing.is_changed
        return (of_entry or self.prices.is_changed) and not self._busy

    @property
    def shown(self) -> tuple[RowView, ...]:
        """The rows that the search and the chip leave, in their order."""
        words = fold(self._text).split()
        category = "" if self._chip == ALL else f"@{self._chip}"
        return tuple(
            row for row in self._rows
            if all(word in row.found for word in words) and (not category or row.found.endswith(category))
        )  # fmt: skip

    @property
    def view(self) -> CatalogueView:
        """What the screen shows, in the language in force."""
        rows = self.many.ticked(self.shown) if self.many.is_on else self.shown
        is_items = self._segment.key == "items"
        segments = tuple(ChipView(each.key, _(each.label)) for each in SEGMENTS)
        count = ngettext("{count} mặt hàng", "{count} mặt hàng", len(rows)).format(count=number(len(rows)))
        return CatalogueView(
            segments, self._segment.key, _(self._segment.verb), rows, self._key, self._chips() if is_items else (),
            self._chip, self._empty(rows), self._form(), self.every is None, self.many.is_on, is_items,
            self.can_order, count if is_items else "", self._deeds(),
        )  # fmt: skip

    @property
    def can_order(self) -> bool:
        """Whether the rows on show are the tiles of one category, all of them."""
        is_one = self._segment.key == "items" and self._chip != ALL and not self._text
        return is_one and not self.many.is_on and not self._busy

    def _deeds(self) -> frozenset[str]:
        """What files can be made or read of the segment on show."""
        weighs = {"weigh"} if self._segment.key == "items" and not self.many.is_on and self._is_weighed else set()
        return {
            "items": frozenset({"labels", "export", "import", *weighs}), "lists": frozenset({"export", "import"}),
        }.get(self._segment.key, frozenset())  # fmt: skip

    @property
    def _is_weighed(self) -> bool:
        """Whether the item on show can have a label with its weight."""
        row = self.every.item(self._key) if self.every and self._key else None
        return row is not None and row.by_weight and bool(row.plu)

    def for_labels(self) -> frozenset[Id]:
        """Ids of the items that get labels: those that are ticked, or else the one on show."""
        return frozenset(self.many.ids) if self.many.is_on else frozenset({self._key} if self._key else ())

    def refresh(self) -> None:
        """Tell the screen again, after a switch of language too."""
        if self.every is not None:
            self._rows = self._segment.rows(self.every)
        self.changed.emit(self.view)

    def _chips(self) -> tuple[ChipView, ...]:
        every = self.every
        return (ChipView(ALL, _("Tất cả")), *(ChipView(row.id, row.name) for row in every.categories)) if every else ()

    def _empty(self, rows: tuple[RowView, ...]) -> EmptyView | None:
        if rows or self.every is None:
            return None
        if self._text:
            return EmptyView("search", _("Không có gì khớp «{text}»").format(text=self._text))
        return EmptyView("package", _(self._segment.empty))

    def _form(self) -> FormView | None:
        every, writing = self.every, self.writing
        if every is None:
            return None
        if self.many.is_on:
            return self.many.form(every)
        if writing is None:
            return None
        code = self._refused.code if self._refused else None
        at = FIELDS.get(code) if code else None
        words = sentence(self._refused) if self._refused else ""
        title = str(writing.plain.get("name") or "") or _(self._segment.verb)
        picture = str(writing.plain["picture"]) if "picture" in writing.plain else None
        return FormView(
            f"{self._segment.key}/{self._key}", title, self._segment.sections(every),
            writing.state({at: words} if at else {}), offers(every), self.shelf.names, _("Lưu"),
            writing.is_changed and not writing.wrong and not self._busy, "" if at else words, self._busy,
            picture=picture,
        )  # fmt: skip

    @property
    def shelf(self) -> Shelf:
        """Goods that a field may pick."""
        every = self.every
        return Shelf((), tuple((row.sku, row.name) for row in every.goods)) if every else Shelf()

    # reading

    def load(self) -> None:
        """Read the catalogue; what is being edited stays."""
        self.ops.run(port.read, self.desk, self.person.id, then=self._loaded, failed=self._failed)

    def take(self, every: Everything) -> None:
        """Show what was read anew."""
        self.every = every
        self.refresh()

    def _loaded(self, every: Everything) -> None:
        self.every = every
        self.refresh()
        if self._begin_code:
            code, self._begin_code = self._begin_code, ""
            self.begin_with(code)
        elif self._key is None and self.writing is None and self._rows and not self.many.is_on:
            self._show(self._rows[0].key)

    def _failed(self, error: Exception) -> None:
        self._busy = False
        if isinstance(error, Rejected):
            self._refuse(error)
        elif isinstance(error, EnvironmentProblem):
            self.sound.emit("error")
            self.toast.emit(ToastView(ToastKind.ERROR, sentence(error)), None)
        self.refresh()

    # looking around

    def choose_segment(self, key: str) -> None:
        """Show another segment."""
        self._unless_changed(lambda: self._go(next(each for each in SEGMENTS if each.key == key)))

    def _go(self, segment: Segment) -> None:
        self._segment, self._key, self.writing, self._refused = segment, None, None, None
        self._text, self._chip = "", ALL
        self.many.end()
        self.refresh()
        if self._rows:
            self._show(self._rows[0].key)

    def search(self, text: str) -> None:
        """List what a text finds."""
        self._text = text.strip()
        self.changed.emit(self.view)

    def filter(self, chip: str) -> None:
        """List one category, or all."""
        self._chip = chip
        self.changed.emit(self.view)

    def choose(self, key: str) -> None:
        """Edit another entry; ticks it while many are chosen."""
        if self.many.is_on:
            self.many.tick(key)
        elif key != self._key:
            self._unless_changed(lambda: self._show(key))

    def _show(self, key: str) -> None:
        if self.every is None:
            return
        plain = self._segment.plain_of(self.every, key)
        self._begin(key, Writing(plain, plain))

    def _begin(self, key: str, writing: Writing) -> None:
        self._key, self.writing, self._refused, self._operation = key, writing, None, ""
        self.changed.emit(self.view)

    def add(self) -> None:
        """Begin a new entry."""
        if not self.many.is_on:
            self._unless_changed(self._new)

    def _new(self, **known: Any) -> None:
        if self.every is None:
            return
        plain = {**self._segment.blank(self.every), **known}
        if self._segment.key == "items" and self._chip != ALL:
            plain["category_id"] = self._chip
        self._begin(NEW, Writing(plain, plain))
        self.focused.emit()

    # codes

    def begin_with(self, code: str) -> None:
        """Make an item for a code that the till did not know; the sale waits for it."""
        if self.every is None:
            self._begin_code = code
            return
        self._awaited = code
        self._go(SEGMENTS[0])
        self._new(barcodes=[code])

    def scan(self, code: str) -> None:
        """A code was read: its item comes up; while an item is edited a code that nobody has is put to it."""
        text, every = classify(code).text, self.every
        if every is None or self._segment.key != "items" or self.many.is_on:
            return
        found = next(
            (row for row in every.goods if text in row.barcodes or text.casefold() == row.sku.casefold()), None
        )
        if found is not None:
            self.sound.emit("item")
            self.choose(found.id)
        elif self.is_changed or self._key == NEW:
            self._take_barcode(text)
        else:
            self.sound.emit("item")
            self._new(barcodes=[text])

    def _take_barcode(self, code: str) -> None:
        held = self.writing.plain["barcodes"] if self.writing else []
        if code not in held:
            self.sound.emit("item")
            self.pick(("barcodes",), [*held, code])

    # editing

    def type(self, path: Path, kind: Typed, text: str) -> None:
        """Take what was typed into a field."""
        self._become(lambda writing: writing.typed(path, kind, text))

    def pick(self, path: Path, value: Any) -> None:
        """Take what was picked."""
        self._become(lambda writing: writing.chosen(path, value))

    def add_row(self, path: Path, value: Any) -> None:
        """Put one more into a list within the form."""
        self._become(lambda writing: writing.added(path, value))

    def remove_row(self, path: Path) -> None:
        """Take one out of a list within the form."""
        self._become(lambda writing: writing.removed(path))

    def _become(self, change: Callable[[Writing], Writing]) -> None:
        if self._busy:
            return
        if self.many.is_on:
            self.many.become(change)
        elif self.writing is not None:
            self.writing, self._refused, self._operation = change(self.writing), None, ""
        self.changed.emit(self.view)

    # saving

    def save(self) -> None:
        """Keep what is on show."""
        if self.many.is_on:
            self.many.apply()
        elif self.writing is not None and self.writing.is_changed and not self.writing.wrong and not self._busy:
            self._save()

    def _save(self, *, is_free: bool = False) -> None:
        if self.every is None or self.writing is None:
            return
        self._operation = self._operation if self._operation and not is_free else self.desk.till.ids()
        saving = Saving(self.desk, self.every, self.writing.plain, self._key or "", self.person.id, self._operation,
                        is_free)  # fmt: skip
        self._busy, self._refused = True, None
        self.changed.emit(self.view)
        self.ops.run(self._kept_by, self._segment, saving, then=self._saved, failed=self._failed)

    def _kept_by(self, segment: Segment, saving: Saving) -> tuple[str, Everything]:
        key = segment.save(saving)
        return key, port.read(self.desk, self.person.id)

    def _saved(self, done: tuple[str, Everything]) -> None:
        key, self.every = done
        self._busy = False
        code, self._awaited = self._awaited, ""
        self._rows = self._segment.rows(self.every)
        self._show(key)
        self.refresh()
        self.toast.emit(ToastView(ToastKind.INFO, _("Đã lưu")), None)
        if code:
            self.made.emit(code)

    def _refuse(self, error: Rejected) -> None:
        self.sound.emit("error")
        if error.code is Code.PRICE_ZERO:
            view = ConfirmView(_("Bán giá 0 đồng?"), (sentence(error),), _("Cho không"), _("Sửa giá"))
            self.ask.emit(view, lambda: self._save(is_free=True))
        else:
            self._refused = error

    # leaving

    def leave(self, then: Callable[[], None] | None = None) -> None:
        """Go, after a question where something would be lost."""
        go = then or self.left.emit
        if self.many.is_on and then is None:
            self.many.end()
            self.refresh()
        else:
            self._unless_changed(go)

    def _unless_changed(self, then: Callable[[], None]) -> None:
        if self._busy:
            return
        if not self.is_changed:
            then()
            return
        view = ConfirmView(_("Bỏ thay đổi chưa lưu?"), (), _("Bỏ thay đổi"), _("Sửa tiếp"))
        self.ask.emit(view, lambda: self._give_up(then))

    def _give_up(self, then: Callable[[], None]) -> None:
        self.writing = None
        self.prices.give_up()
        then()

    def keep_writing(self, kept: tuple[str, Id | None, Writing]) -> None:
        """Go on with what was being edited before the till locked."""
        segment, key, writing = kept
        self._segment = next(each for each in SEGMENTS if each.key == segment)
        self._key, self.writing = key, writing
        self.refresh()

    @property
    def unsaved(self) -> tuple[str, Id | None, Writing] | None:
        """What would be lost now."""
        return (self._segment.key, self._key, self.writing) if self.is_changed and self.writing else None
