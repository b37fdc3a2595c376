"""Many items changed at once: which are ticked, what they are to have, and what would come of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from pos_desktop.core.ids import Id
from pos_desktop.core.money import Money
from pos_desktop.selling.new_prices import STEPS, PriceChange
from pos_desktop.services.shop.goods import ChangeMany
from pos_desktop.services.shop.price_lists import SetPrices
from pos_desktop.storage.queries.goods import GoodsRow
from pos_desktop.ui.catalogue import port
from pos_desktop.ui.catalogue.parts.every import offers
from pos_desktop.ui.catalogue.port import Everything, RowView
from pos_desktop.ui.catalogue.view import FormView
from pos_desktop.ui.form.kinds import Amount, Choice, Field, Flag, Section, Several, Share
from pos_desktop.ui.form.writing import Writing
from pos_desktop.ui.models.views import ToastKind, ToastView
from pos_desktop.wording import _, money, ngettext, number
from pos_desktop.wording.messages import N_

if TYPE_CHECKING:
    from pos_desktop.ui.catalogue.controller import CatalogueController

MOST_LINES: Final = 12
KEEP: Final = "="
_STEPS: Final = tuple((step, f"{step:,} ₫".replace(",", ".").replace(" ", "\u00a0")) for step in STEPS)
_NOTHING: Final[Mapping[str, Any]] = {
    "category_id": KEEP, "vat_group": KEEP, "active": KEEP, "how": KEEP, "percent": 500, "amount": 1_000,
    "step": 1_000, "list": "", "set_groups": False, "groups": [],
}  # fmt: skip
_UP_DOWN: Final = (
    (KEEP, N_("Giữ giá")), ("up", N_("Tăng theo phần trăm")), ("down", N_("Giảm theo phần trăm")),
    ("more", N_("Cộng thêm tiền")), ("less", N_("Bớt tiền")),
)  # fmt: skip
_MOVES: Final = tuple(key for key, _label in _UP_DOWN if key != KEEP)
_FIELDS: Final = (
    Field("category_id", N_("Nhóm hàng"), Choice(((KEEP, N_("Giữ nguyên")), ("", N_("Chưa có nhóm"))), "categories")),
    Field("vat_group", N_("Thuế GTGT"), Choice(((KEEP, N_("Giữ nguyên")),), "vat")),
    Field("active", N_("Kinh doanh"), Choice(((KEEP, N_("Giữ nguyên")), (True, N_("Đang bán")),
                                              (False, N_("Ngừng bán"))))),
    Field("set_groups", N_("Đổi các nhóm lựa chọn"), Flag(), wide=True),
    Field("groups", N_("Hỏi lựa chọn"), Several(offered="groups", none=N_("Không hỏi gì")), wide=True,
          only=(("set_groups", (True,)),)),
)  # fmt: skip
_PRICE: Final = (
    Field("how", N_("Giá"), Choice(_UP_DOWN), wide=True),
    Field("list", N_("Ghi vào"), Choice((("", N_("Giá bán")),), "lists"), wide=True, only=(("how", _MOVES),)),
    Field("percent", N_("Phần trăm"), Share(least=1, most=100_000), only=(("how", ("up", "down")),)),
    Field("amount", N_("Số tiền"), Amount(least=1), only=(("how", ("more", "less")),)),
    Field("step", N_("Làm tròn đến"), Choice(_STEPS), only=(("how", _MOVES),), wide=True),
)
_SECTIONS: Final = (Section("", _FIELDS), Section(N_("Đổi giá"), _PRICE))


@dataclass(frozen=True, slots=True)
class _Applied:
    every: Everything
    count: int
    topics: tuple[str, ...] = ("catalogue",)


class Many:
    """The ticked items of a `CatalogueController`."""

    def __init__(self, catalogue: "CatalogueController") -> None:
        self._catalogue = catalogue
        self.is_on, self.ids = False, dict[Id, None]()
        self._writing = Writing(_NOTHING, _NOTHING)
        self._busy, self._operation = False, ""

    def begin(self) -> None:
        """Let rows be ticked."""
        self._catalogue._unless_changed(self._begin)

    def _begin(self) -> None:
        self.is_on, self.ids, self._writing, self._operation = True, {}, Writing(_NOTHING, _NOTHING), ""
        self._catalogue.changed.emit(self._catalogue.view)

    def end(self) -> None:
        """Edit one item again."""
        self.is_on, self.ids = False, {}

    def ticked(self, rows: tuple[RowView, ...]) -> tuple[RowView, ...]:
        """The rows with their ticks."""
        return tuple(replace(row, ticked=row.key in self.ids) for row in rows)

    def tick(self, key: Id) -> None:
        """Tick a row, or no longer."""
        if key in self.ids:
            del self.ids[key]
        else:
            self.ids[key] = None
        self._operation = ""
        self._catalogue.changed.emit(self._catalogue.view)

    def tick_all(self) -> None:
        """Tick every row on show; none where all were."""
        rows = [row.key for row in self._catalogue.shown]
        self.ids = {} if all(key in self.ids for key in rows) else dict.fromkeys((*self.ids, *rows))
        self._catalogue.changed.emit(self._catalogue.view)

    def become(self, change: Callable[[Writing], Writing]) -> None:
        """Take what was typed or picked."""
        self._writing, self._operation = change(self._writing), ""

    # what would come of it

    def form(self, every: Everything) -> FormView:
        """The form for all of them."""
        count = len(self.ids)
        title = ngettext("Đã chọn {count} mặt hàng", "Đã chọn {count} mặt hàng", count).format(count=number(count))
        can_save = bool(count) and self._writing.is_changed and not self._writing.wrong and not self._busy
        return FormView(
            "many", title, _SECTIONS, self._writing.state({}), offers(every), {}, _("Áp dụng"), can_save,
            busy=self._busy, lines=self._lines(every),
        )  # fmt: skip

    @property
    def change(self) -> PriceChange | None:
        """How prices change; None where they stay."""
        plain, how = self._writing.plain, self._writing.plain["how"]
        if how in ("up", "down"):
            return PriceChange(percent=plain["percent"] if how == "up" else -plain["percent"], step=plain["step"])
        if how in ("more", "less"):
            return PriceChange(amount=plain["amount"] if how == "more" else -plain["amount"], step=plain["step"])
        return None

    def _moved(self, every: Everything) -> list[tuple[GoodsRow, Money]]:
        change = self.change
        rows = [row for row in every.goods if row.id in self.ids] if change else []
        return [(row, change.of(row.price)) for row in rows] if change else []

    def _lines(self, every: Everything) -> tuple[str, ...]:
        moved = self._moved(every)
        words = _("{name}: {old} thành {new}")
        lines = [words.format(name=row.name, old=money(row.price), new=money(new)) for row, new in moved[:MOST_LINES]]
        if len(moved) > MOST_LINES:
            lines.append(_("và {count} mặt hàng nữa").format(count=number(len(moved) - MOST_LINES)))
        return tuple(lines)

    # doing it

    def apply(self) -> None:
        """Change them all."""
        catalogue, every = self._catalogue, self._catalogue.every
        if every is None or not self.form(every).can_save:
            return
        self._busy, self._operation = True, self._operation or catalogue.desk.till.ids()
        catalogue.changed.emit(catalogue.view)
        catalogue.ops.run(self._work, every, then=self._applied, failed=self._failed)

    def _work(self, every: Everything) -> _Applied:
        desk, by, plain = self._catalogue.desk, self._catalogue.person.id, self._writing.plain
        into, moved = plain["list"], self._moved(every)
        if into and moved:
            prices = {row.id: price for row, price in moved}
            desk.price_lists.set_prices(SetPrices(f"{self._operation}#list", into, prices, by))
        chosen = {name: plain[name] for name in ("category_id", "vat_group", "active") if plain[name] != KEEP}
        groups = tuple(plain["groups"]) if plain["set_groups"] else None
        change = None if into else self.change
        if chosen or groups is not None or change is not None:
            many = ChangeMany(self._operation, tuple(self.ids), by, price=change, groups=groups, **chosen)
            desk.goods.change_many(many)
        return _Applied(port.read(desk, by), len(self.ids))

    def _applied(self, done: _Applied) -> None:
        self._busy, self._catalogue.every = False, done.every
        self.end()
        self._catalogue.refresh()
        words = ngettext("Đã sửa {count} mặt hàng", "Đã sửa {count} mặt hàng", done.count)
        self._catalogue.toast.emit(ToastView(ToastKind.INFO, words.format(count=number(done.count))), None)

    def _failed(self, error: Exception) -> None:
        self._busy = False
        self._catalogue._failed(error)
