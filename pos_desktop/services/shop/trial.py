"""The order on trial of the programme's settings: of the shop's own goods, on any day and hour, by the real engine."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from pos_desktop.core.clock import zone
from pos_desktop.core.ids import Id
from pos_desktop.core.money import Money
from pos_desktop.core.occasion import LunarDay
from pos_desktop.core.rates import share
from pos_desktop.loyalty.account import AccountPicture
from pos_desktop.loyalty.lots import Lot
from pos_desktop.loyalty.programme import Programme
from pos_desktop.loyalty.quote import Quote, quote
from pos_desktop.loyalty.tiers import TierState
from pos_desktop.selling.catalogue import Item
from pos_desktop.selling.order import Order, OrderLine
from pos_desktop.selling.tax import STANDARD
from pos_desktop.services.calendars.lunar import lunar_day
from pos_desktop.services.calendars.occasions import occasion
from pos_desktop.services.shop.catalogue import Wares
from pos_desktop.services.till import Till

LAST_MINUTE = 24 * 60 - 1


@dataclass(frozen=True, slots=True)
class TrialOrder:
    """What to try: `amount` đồng in equal parts over goods by SKU and category, or over nothing in particular.

    `day` and `minute` (after midnight) are on the wall clock of the shop; `tier` and `points` are the member's.
    """

    amount: Money
    tier: str
    points: int
    day: date
    minute: int = 12 * 60
    skus: tuple[str, ...] = ()
    categories: tuple[Id, ...] = ()


@dataclass(frozen=True, slots=True)
class Cause:
    """A deal or rule that counted, by its name: đồng that it took off, points that it added."""

    name: str
    off: Money = 0
    points: int = 0


@dataclass(frozen=True, slots=True)
class Trial:
    """What an order brings: points earned, the most that may be redeemed, what that takes off, and why."""

    earns: int
    redeems: int
    value: Money
    causes: tuple[Cause, ...] = ()
    lunar: LunarDay | None = None


class Trials:
    """Quotes orders that nobody buys; reads and writes nothing."""

    def __init__(self, till: Till, wares: Wares) -> None:
        self._till, self._vat = till, wares.vat
        self._items = {item.sku: item for item in wares.index.items}

    def run(self, programme: Programme, wanted: TrialOrder) -> Trial:
        """Quote the order under a programme that need not be kept.

        Raises:
            Rejected: whatever the engine refuses.
        """
        local = datetime.combine(wanted.day, time(*divmod(min(wanted.minute, LAST_MINUTE), 60)))
        at = local.replace(tzinfo=zone(self._till.shop.time_zone))
        moment = occasion(self._till, programme, at)
        lots = (Lot("trial", wanted.points, moment.day, None),)
        account = AccountPicture("trial", moment.day, lots, tier=TierState(wanted.tier), joined_on=moment.day)
        order = Order("trial", at, programme.version, tuple(self._lines(wanted)))
        found = quote(order, account, programme, self._vat, moment)
        lunar = lunar_day(moment.day)
        return Trial(found.earns.points, found.allowed.points, found.allowed.value, _causes(found, programme), lunar)

    def _lines(self, wanted: TrialOrder) -> Iterator[OrderLine]:
        plain = OrderLine(0, "trial", "", "", 0, STANDARD)
        goods = [_of_item(plain, item) for sku in wanted.skus if (item := self._items.get(sku))]
        goods += [replace(plain, category=category) for category in wanted.categories]
        goods = goods or [plain]
        for key, (line, price) in enumerate(zip(goods, share(wanted.amount, [1] * len(goods)), strict=True), 1):
            yield replace(line, key=key, unit_price=price)


def _of_item(plain: OrderLine, item: Item) -> OrderLine:
    category = item.category.id if item.category else ""
    return replace(
        plain, item_id=item.id, sku=item.sku, name=item.name, vat_group=item.vat_group,
        earns_points=item.earns_points, category=category,
    )  # fmt: skip


def _causes(found: Quote, programme: Programme) -> tuple[Cause, ...]:
    names = {f"rule:{rule.id}": rule.name for rule in programme.rules}
    offs = [Cause(reduction.name, off=reduction.total) for reduction in found.priced.reductions]
    steps = [Cause(names[x.rule], points=x.points) for x in found.earns.breakdown if x.rule in names]
    return (*offs, *steps)
