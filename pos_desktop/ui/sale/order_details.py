"""State of the sheet about the open order: its name, note, guests, time, delivery, tip and service charge."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, tzinfo
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

from pos_desktop.core.clock import zone
from pos_desktop.core.errors import Rejected
from pos_desktop.core.money import Money, parse_grouped_money
from pos_desktop.core.text import note
from pos_desktop.selling.charges import charge_of, with_charge
from pos_desktop.selling.lines import Ware
from pos_desktop.selling.order import Order
from pos_desktop.ui.models.views import ToastKind
from pos_desktop.wording import _, money
from pos_desktop.wording.messages import sentence

if TYPE_CHECKING:
    from pos_desktop.selling.catalogue import Item
    from pos_desktop.ui.sale.controller import SaleController

TEXTS: Final = ("label", "note", "day", "hour", "delivery", "tip", "deposit")
MOST_GUESTS: Final = 99
Act = Callable[[], object]


@dataclass(frozen=True, slots=True)
class DetailsView:
    """What the sheet shows; `texts` and `errors` by the names of `TEXTS`."""

    title: str
    texts: Mapping[str, str]
    errors: Mapping[str, str]
    guests: str
    service: str
    """What the shop charges for service on this order, "" for nothing."""
    has_service: bool
    may_waive: bool
    can_divide: bool
    can_bill: bool


@dataclass(frozen=True, slots=True)
class Details:
    """What is typed and not kept yet."""

    texts: Mapping[str, str]
    guests: int = 0
    waives: bool = False
    errors: Mapping[str, str] = field(default_factory=dict)


class OrderDetails(QObject):
    """At most one sheet is open. Signals: `changed(DetailsView | None)`, `divide_wanted()`."""

    changed = Signal(object)
    divide_wanted = Signal()

    def __init__(self, sale: "SaleController", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sale = sale
        self._state: Details | None = None
        self._items: dict[Ware, Item] = {}

    def open(self) -> None:
        """Show what the open order is."""
        sale = self._sale
        if sale.is_closing or sale.step != "sale":
            return
        order = sale.basket.order
        due = order.due_at.astimezone(self._zone()) if order.due_at else None
        self._state = Details({
            "label": order.label, "note": order.note, "day": due.strftime("%d/%m/%Y") if due else "",
            "hour": due.strftime("%H:%M") if due else "", "delivery": _amount(charge_of(order, Ware.DELIVERY)),
            "tip": _amount(charge_of(order, Ware.TIP)), "deposit": "",
        }, order.guests, order.waives_service)  # fmt: skip
        self.refresh()

    def close(self) -> None:
        """Show it no more; what was typed is given up."""
        if self._state is not None:
            self._state = None
            self.changed.emit(None)

    def refresh(self) -> None:
        """Tell it again."""
        if self._state is not None:
            self.changed.emit(self._view(self._state))

    def _view(self, state: Details) -> DetailsView:
        sale, order = self._sale, self._sale.basket.order
        charge = sale.pricer.wares.service
        rate = charge.rate(order.order_type) if charge else None
        charged = sale.basket.quote.priced.amount_of(Ware.SERVICE)
        words = _("Thu phí phục vụ")
        service = "" if rate is None or rate.is_none else f"{words} {money(charged)}" if charged else words
        title = _("Bàn {table}").format(table=order.table) if order.table else _("Chi tiết đơn")
        goods = [line for line in order.lines if line.ware is not Ware.SERVICE]
        can_divide = len(goods) > 1 or any(line.qty > 1000 for line in goods)
        return DetailsView(
            title, state.texts, state.errors, str(state.guests) if state.guests else "–", service, not state.waives,
            sale.person.rights.discount > 0, can_divide, bool(order.lines) and bool(sale.printer),
        )  # fmt: skip

    def _zone(self) -> tzinfo:
        return zone(self._sale.desk.till.shop.time_zone)

    # typing

    def write(self, name: str, text: str) -> None:
        """Something was typed."""
        if self._state is not None:
            errors = {key: words for key, words in self._state.errors.items() if key != name}
            self._state = replace(self._state, texts={**self._state.texts, name: text}, errors=errors)

    def step_guests(self, by: int) -> None:
        """One guest more or one fewer."""
        if self._state is not None:
            self._state = replace(self._state, guests=max(0, min(MOST_GUESTS, self._state.guests + by)))
            self.refresh()

    def charge_service(self, on: bool) -> None:
        """Charge for service, or not."""
        if self._state is not None:
            self._state = replace(self._state, waives=not on)

    # doing

    def save(self) -> None:
        """Put it on the order."""
        self._save(then=self._saved)

    def _saved(self) -> None:
        self._sale.notify(ToastKind.INFO, _("Đã lưu chi tiết đơn"))

    def hold(self) -> None:
        """Put it on the order, and the order aside."""
        self._save(then=self._sale.hold)

    def divide(self) -> None:
        """Put it on the order, then choose what goes to another one."""
        self._save(then=self.divide_wanted.emit)

    def bill(self) -> None:
        """Put it on the order, and print what it comes to."""
        self._save(then=self._sale.print_bill)

    def put_down(self) -> None:
        """Put it on the order and the order aside, and take money for it: a sale of its own."""
        amount = self._money("deposit")
        if self._state is None:
            return
        if not amount:
            self._state = replace(self._state, errors={"deposit": _("Nhập số tiền cọc.")})
            self.refresh()
            return
        self._save(then=lambda: self._sale.take_deposit(amount))

    def _save(self, then: Act) -> None:
        if self._state is None:
            return
        errors: dict[str, str] = {}
        amounts = {ware: self._read(name, errors) for ware, name in ((Ware.DELIVERY, "delivery"), (Ware.TIP, "tip"))}
        due_at = self._due(errors)
        label, remark = self._text("label", 40, errors), self._text("note", 200, errors)
        if errors:
            self._state = replace(self._state, errors=errors)
            self.refresh()
            return
        order = replace(
            self._sale.basket.order, label=label, note=remark, guests=self._state.guests,
            waives_service=self._state.waives, due_at=due_at,
        )  # fmt: skip
        wanted = [ware for ware, amount in amounts.items() if amount and ware not in self._items]
        self._sale.ops.run(
            self._find, wanted, failed=self._sale.failed, then=lambda _none: self._put(order, amounts, then)
        )

    def _find(self, wares: list[Ware]) -> None:
        """The items of charges, read the first time that they are wanted."""
        for ware in wares:
            self._items[ware] = self._sale.desk.wares.item(ware)

    def _put(self, order: Order, amounts: Mapping[Ware, Money | None], then: Act) -> None:
        if order.id != self._sale.basket.order.id:
            return
        for ware, amount in amounts.items():
            if (amount or 0) != charge_of(order, ware):
                item = self._items.get(ware)
                order = with_charge(order, item, ware, amount or 0) if item else order
        if order == self._sale.basket.order or self._sale.change(order):
            self.close()
            then()

    def _text(self, name: str, most: int, errors: dict[str, str]) -> str:
        assert self._state is not None
        try:
            return note(self._state.texts[name], most)
        except Rejected as refusal:
            errors[name] = sentence(refusal)
            return ""

    def _read(self, name: str, errors: dict[str, str]) -> Money | None:
        amount = self._money(name)
        if amount is None:
            errors[name] = _("Số tiền chỉ gồm chữ số.")
        return amount

    def _money(self, name: str) -> Money | None:
        assert self._state is not None
        text = self._state.texts[name].strip()
        try:
            return parse_grouped_money(text) if text else 0
        except Rejected:
            return None

    def _due(self, errors: dict[str, str]) -> datetime | None:
        assert self._state is not None
        day, hour = self._state.texts["day"].strip(), self._state.texts["hour"].strip()
        if not day and not hour:
            return None
        today = self._sale.desk.till.now().astimezone(self._zone())
        try:
            at = datetime.strptime(f"{day or today.strftime('%d/%m/%Y')} {hour}", "%d/%m/%Y %H:%M")
        except ValueError:
            errors["hour"] = _("Ghi ngày như 25/12/2026, giờ như 17:30.")
            return None
        return at.replace(tzinfo=self._zone()).astimezone(UTC)


def _amount(amount: Money) -> str:
    return str(amount) if amount else ""
