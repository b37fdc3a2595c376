"""State of the screen of stock: which part is on show, its list page by page, what was chosen; knows no widget."""

from collections.abc import Callable, Hashable
from typing import Any

from PySide6.QtCore import QObject, Signal

from pos_desktop.core.errors import EnvironmentProblem, Rejected
from pos_desktop.core.ids import Id
from pos_desktop.services.desk import Desk
from pos_desktop.services.shop.people import Person
from pos_desktop.services.shop.stocking.pages import LevelPage, Movements
from pos_desktop.services.shop.stocking.papers import StockLine
from pos_desktop.services.shop.stocking.purchases import CancelOrder
from pos_desktop.services.shop.stocking.stock import MarkSoldOut
from pos_desktop.storage.queries.stocks import Asked, LevelRow, MoveRow, Worth
from pos_desktop.ui.models.views import ChipView, EmptyView, ToastKind, ToastView
from pos_desktop.ui.ops import Ops
from pos_desktop.ui.stock import telling
from pos_desktop.ui.stock.paper import PaperController
from pos_desktop.ui.stock.telling import LEVELS, ORDERS, PAPERS, SUPPLIERS
from pos_desktop.ui.stock.view import StockListView, StockPanelView, StockRowView
from pos_desktop.wording import _
from pos_desktop.wording.messages import sentence


class StockController(QObject):
    """Everything on the screen but the sheet, which is `paper`.

    Signals: `list_changed(StockListView)`, `panel_changed(StockPanelView | None)`, `toast(ToastView, act)`,
    `sound(str)`, `left()`.
    """

    list_changed = Signal(object)
    panel_changed = Signal(object)
    toast = Signal(object, object)
    sound = Signal(str)
    left = Signal()

    def __init__(self, desk: Desk, reads: Ops, writes: Ops, person: Person, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._reads, self._writes, self._person = desk, reads, writes, person
        self.paper = PaperController(desk, reads, writes, person, self)
        self.paper.done.connect(self._done)
        self.paper.changed.connect(lambda _view: self._hide_books())
        self.paper.refused.connect(lambda: self.sound.emit("error"))
        self._part, self._filter, self._text = LEVELS, telling.ALL, ""
        self._things: tuple[Any, ...] = ()
        self._rows: tuple[StockRowView, ...] = ()
        self._worth: Worth | None = None
        self._next: int | None = None
        self._loading, self._asked, self._looking = False, 0, 0
        self._chosen: Id | None = None
        self._found: Movements | None = None
        self._moves: tuple[MoveRow, ...] = ()
        self._panel: Callable[[], StockPanelView] | None = None
        self._hides = False

    # what is on show

    @property
    def list_view(self) -> StockListView:
        """The list, in the language in force."""
        filters = telling.filters(self._worth) if self._part == LEVELS else ()
        return StockListView(
            telling.worth_of(self._worth), telling.parts(), self._part, filters, self._filter, self._papers(),
            self._rows, self._chosen, self._next is not None, self._loading, self._empty(),
        )  # fmt: skip

    @property
    def panel(self) -> StockPanelView | None:
        """What was chosen, in the language in force; nothing while somebody counts, who is not to see the books."""
        return self._panel() if self._panel and not self._is_counting else None

    @property
    def _is_counting(self) -> bool:
        return self.paper.draft is not None and self.paper.draft.kind == "count"

    def _papers(self) -> tuple[ChipView, ...]:
        if self._part == ORDERS:
            return (ChipView("order", _("Đặt hàng")), ChipView("suggested", _("Đặt hàng sắp hết")))
        if self._part == SUPPLIERS:
            return (ChipView("supplier", _("Thêm nhà cung cấp")),)
        return (ChipView("receive", _("Nhập hàng")), ChipView("count", _("Kiểm kho")),
                ChipView("adjust", _("Chỉnh kho")), ChipView("waste", _("Huỷ hàng")))  # fmt: skip

    def _empty(self) -> EmptyView | None:
        if self._rows or self._loading:
            return None
        told = {
            PAPERS: _("Chưa có phiếu kho nào"), ORDERS: _("Chưa đặt hàng lần nào"),
            SUPPLIERS: _("Chưa có nhà cung cấp nào"),
        }  # fmt: skip
        if self._part != LEVELS:
            return EmptyView("package", told[self._part])
        if self._text:
            return EmptyView("search", _("Không tìm thấy món nào"), _("Tìm theo tên, mã hàng hoặc quét mã vạch."))
        return EmptyView("package", _("Không có món nào"))

    def refresh(self) -> None:
        """Tell everything again, after a switch of language."""
        self._rows = tuple(map(self._row, self._things))
        self._tell()
        self.paper.refresh()

    def _tell(self) -> None:
        self.list_changed.emit(self.list_view)
        self.panel_changed.emit(self.panel)

    def _hide_books(self) -> None:
        if self._is_counting != self._hides:
            self._hides = self._is_counting
            self.panel_changed.emit(self.panel)

    def _row(self, thing: Any) -> StockRowView:
        zone = self._desk.till.shop.time_zone
        if self._part == LEVELS:
            return telling.level_row(thing, self._desk.till.today())
        if self._part == PAPERS:
            return telling.paper_row(thing, zone)
        return telling.order_row(thing) if self._part == ORDERS else telling.supplier_row(thing)

    # the list

    def load(self) -> None:
        """Read the list from its top."""
        self._ask(0)

    def show_part(self, part: Hashable) -> None:
        """Show levels, papers, orders or suppliers."""
        self._part, self._chosen, self._panel = str(part), None, None
        self._things, self._rows, self._next = (), (), None
        self.load()

    def choose_filter(self, name: Hashable) -> None:
        """Show all levels, or only what is low, or below nothing."""
        self._filter = str(name)
        self.load()

    def search(self, text: str) -> None:
        """Show levels that a text finds."""
        self._text = text.strip()
        if self._part != LEVELS:
            self._part = LEVELS
        self.load()

    def more(self) -> None:
        """Read the next page."""
        if self._next is not None and not self._loading:
            self._ask(self._next)

    def _ask(self, first: int) -> None:
        self._loading = True
        self._asked += 1
        asked, part = self._asked, self._part
        self._reads.run(self._read, part, first, failed=self._failed,
                        then=lambda found: self._show(found, first) if asked == self._asked else None)  # fmt: skip
        if self._loading:
            self.list_changed.emit(self.list_view)

    def _read(self, part: str, first: int) -> Any:
        by = self._person.id
        if part == LEVELS:
            wanted = Asked(self._text, low=self._filter == telling.LOW, negative=self._filter == telling.NEGATIVE)
            return self._desk.stock_pages.levels(by, wanted, first)
        if part == PAPERS:
            return self._desk.stock_pages.documents(by, self._things[-1] if first else None)
        self.paper.suppliers = tuple(self._desk.purchases.suppliers(by))
        return tuple(self._desk.purchases.orders(by)) if part == ORDERS else self.paper.suppliers

    def _show(self, found: Any, first: int) -> None:
        self._loading = False
        rows = found.rows if isinstance(found, LevelPage) else found
        if isinstance(found, LevelPage):
            self._worth, self._next = found.worth, found.next
        else:
            self._next = None
        self._things = (*self._things, *rows) if first else tuple(rows)
        self._rows = tuple(map(self._row, self._things))
        if self._chosen not in {row.key for row in self._rows}:
            self._chosen, self._panel = None, None
        self._tell()
        if self._chosen is None and self._rows:
            self.choose(self._rows[0].key)

    # one of them

    def choose(self, key: Id) -> None:
        """Show a row at the right."""
        self._chosen = key
        self._looking += 1
        looking = self._looking
        self._reads.run(self._look, self._part, key, failed=self._failed,
                        then=lambda show: self._looked(show) if looking == self._looking else None)  # fmt: skip

    def _thing(self, key: Id) -> Any:
        """A row as it was read: rows and things stand in the same order."""
        return next((thing for row, thing in zip(self._rows, self._things, strict=True) if row.key == key), None)

    def _look(self, part: str, key: Id) -> Callable[[], StockPanelView] | Movements:
        by, zone, thing = self._person.id, self._desk.till.shop.time_zone, self._thing(key)
        if part == LEVELS:
            return self._desk.stock_pages.movements(by, key)
        if part == PAPERS:
            lines = self._desk.stock_pages.lines(by, key)
            return lambda: telling.paper_panel(thing, lines, zone)
        if part == ORDERS:
            missing = self._desk.purchases.lines(by, key)
            names = self._desk.stock_pages.items(by, [line.item_id for line in missing])
            told = [(names[line.item_id].name, line.qty, line.unit_cost or 0) for line in missing]
            return lambda: telling.order_panel(thing, told, zone)
        return lambda: telling.supplier_panel(thing)

    def _looked(self, found: Callable[[], StockPanelView] | Movements) -> None:
        if isinstance(found, Movements):
            self._found, self._moves = found, found.rows
            self._panel = self._item_panel
        else:
            self._panel = found
        self._tell()

    def _item_panel(self) -> StockPanelView:
        assert self._found is not None
        till = self._desk.till
        return telling.item_panel(
            self._found, self._moves, has_more=self._found.has_more, today=till.today(), time_zone=till.shop.time_zone
        )

    def more_moves(self) -> None:
        """Read earlier movements of the item on show."""
        if self._found is not None and self._found.has_more:
            looking = self._looking
            self._reads.run(
                self._desk.stock_pages.movements, self._person.id, self._found.item.item_id, self._moves[-1],
                then=lambda found: self._add_moves(found) if looking == self._looking else None, failed=self._failed,
            )  # fmt: skip

    def _add_moves(self, found: Movements) -> None:
        self._found, self._moves = found, (*self._moves, *found.rows)
        self._tell()

    # deeds

    def write(self, kind: str) -> None:
        """Begin a paper."""
        if self.paper.is_busy:
            return
        if kind == "suggested":
            self._reads.run(self._suggested, then=self._order_suggested, failed=self._failed)
            return
        if kind in ("receive", "order"):
            self._with_suppliers(lambda: self._begin(kind))
        else:
            self._begin(kind)

    def _begin(self, kind: str) -> None:
        first = next((row.id for row in self.paper.suppliers if row.active), "")
        chosen = {"order": first, "supplier": "on"}.get(kind, "")
        self.paper.open(kind, chosen=chosen)
        self.paper.refresh()

    def _with_suppliers(self, then: Callable[[], object]) -> None:
        def known(rows: list[Any]) -> None:
            self.paper.suppliers = tuple(rows)
            then()

        self._reads.run(self._desk.purchases.suppliers, self._person.id, then=known, failed=self._failed)

    def _suggested(self) -> tuple[list[StockLine], dict[Id, LevelRow]]:
        return self._named(self._desk.purchases.suggested(self._person.id))

    def _named(self, lines: list[StockLine]) -> tuple[list[StockLine], dict[Id, LevelRow]]:
        return lines, self._desk.stock_pages.items(self._person.id, [line.item_id for line in lines])

    def _order_suggested(self, found: tuple[list[StockLine], dict[Id, LevelRow]]) -> None:
        if not found[0]:
            self._say(_("Không có món nào sắp hết."))
            return
        self._begin("order")
        self.paper.fill(*found)

    def do(self, deed: str) -> None:
        """A verb of what is on show."""
        thing = self._thing(self._chosen) if self._chosen else None
        if thing is not None and not self.paper.is_busy:
            deeds: dict[str, Callable[[Any], object]] = {
                "sold_out": self._sold_out, "track": self._track, "recipe": self._recipe, "arrive": self._arrive,
                "cancel": self._cancel, "edit": self._edit, "order_of": self._order_of,
            }  # fmt: skip
            deeds[deed](thing)

    def _sold_out(self, row: LevelRow) -> None:
        till = self._desk.till
        command = MarkSoldOut(till.ids(), self._person.id, row.item_id, row.sold_out_on != till.today())
        words = _("Đã báo hết hàng hôm nay") if command.is_out else _("Đã báo còn hàng")
        self._writes.run(self._desk.stock.mark_sold_out, command, then=lambda _m: self._done(words),
                         failed=self._failed)  # fmt: skip

    def _track(self, row: LevelRow) -> None:
        draft = self.paper.open("track", row.item_id, row.name, "on" if row.tracked or not row.low_stock else "off")
        draft.texts["low"] = telling.typed(row.low_stock)
        self.paper.refresh()

    def _recipe(self, row: LevelRow) -> None:
        def read() -> tuple[list[StockLine], dict[Id, LevelRow]]:
            uses = self._desk.recipes.of(self._person.id, row.item_id)
            return self._named([StockLine(use.item_id, use.qty) for use in uses])

        def show(found: tuple[list[StockLine], dict[Id, LevelRow]]) -> None:
            self.paper.open("recipe", row.item_id, row.name)
            self.paper.fill(*found)

        self._reads.run(read, then=show, failed=self._failed)

    def _arrive(self, row: Any) -> None:
        def show(found: tuple[list[StockLine], dict[Id, LevelRow]]) -> None:
            self.paper.open("receive", row.id, row.number, row.supplier_id)
            self.paper.fill(*found)

        self._reads.run(lambda: self._named(self._desk.purchases.lines(self._person.id, row.id)), then=show,
                        failed=self._failed)  # fmt: skip

    def _cancel(self, row: Any) -> None:
        command = CancelOrder(self._desk.till.ids(), self._person.id, row.id)
        words = _("Đã huỷ đơn đặt {number}").format(number=row.number)
        self._writes.run(self._desk.purchases.cancel, command, then=lambda _m: self._done(words), failed=self._failed)

    def _edit(self, row: Any) -> None:
        draft = self.paper.open("supplier", row.id, row.name, "on" if row.active else "off")
        draft.texts = {key: getattr(row, key) for key in ("name", "phone", "tax_code", "address", "note")}
        self.paper.refresh()

    def _order_of(self, row: Any) -> None:
        self.paper.open("order", chosen=row.id)
        self.paper.refresh()

    def _done(self, told: str) -> None:
        self.sound.emit("item")
        self._say(told)
        chosen = self._chosen
        self.load()
        if chosen is not None:
            self.choose(chosen)

    # scans and leaving

    def scan(self, code: str) -> None:
        """A code goes onto the paper that is open; without one its item is shown."""
        if self.paper.draft is not None:
            self.paper.scan(code)
        else:
            self._reads.run(self._desk.stock_pages.find, self._person.id, code,
                            then=lambda rows: self._scanned(rows, code), failed=self._failed)  # fmt: skip

    def _scanned(self, rows: tuple[LevelRow, ...], code: str) -> None:
        if not rows:
            self.sound.emit("error")
            self._say(_("Không có món nào mang mã {code}").format(code=code), ToastKind.WARN)
            return
        self.sound.emit("item")
        self._part, self._filter, self._next = LEVELS, telling.ALL, None
        self._things = rows
        self._rows = tuple(map(self._row, rows))
        self._asked += 1  # what was asked for before is not wanted any more
        self.choose(rows[0].item_id)
        self._tell()

    def back(self) -> None:
        """Close what is open, then the screen."""
        if self.paper.is_busy:
            return
        if self.paper.draft is not None:
            self.paper.close()
        else:
            self.left.emit()

    def _failed(self, error: Exception) -> None:
        self._loading = False
        self.sound.emit("error")
        if isinstance(error, Rejected | EnvironmentProblem):
            self._say(sentence(error), ToastKind.WARN)
        self.list_changed.emit(self.list_view)

    def _say(self, text: str, kind: ToastKind = ToastKind.INFO) -> None:
        self.toast.emit(ToastView(kind, text), None)
