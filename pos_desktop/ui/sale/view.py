"""Puts the state of selling into words: pure functions from a basket to what the screen shows."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from pos_desktop.core.ids import Id
from pos_desktop.core.text import fold
from pos_desktop.loyalty.programme import Metric, Tier
from pos_desktop.loyalty.redemption import Limit
from pos_desktop.loyalty.tiers import effective
from pos_desktop.selling.catalogue import CatalogueIndex, Item
from pos_desktop.selling.order import Order, OrderType
from pos_desktop.services.members.members import MemberPicture
from pos_desktop.ui.keys import Action
from pos_desktop.ui.models.views import (
    CartView,
    ChipView,
    EmptyView,
    MemberView,
    OfferView,
    TierView,
    TileView,
    TotalsView,
)
from pos_desktop.ui.sale.basket import Basket
from pos_desktop.ui.sale.entry import EntryView
from pos_desktop.ui.sale.kitchen import NOTHING_TO_TELL, KitchenView
from pos_desktop.ui.sale.making_view import MakingView
from pos_desktop.ui.sale.sums import MayChange, line_views, never, rewards, unit_price
from pos_desktop.wording import _, current, money, month_day, number, percent, points, quantity
from pos_desktop.wording import date as date_words
from pos_desktop.wording.explanations import amount

Kin = Callable[[str], Sequence[Item]]
"""The items that stand together under the name of a family."""

ALL = "all"
BIRTHDAY_DAYS = 3
TIER_COLOURS = {"member": "tierMember", "silver": "tierSilver", "gold": "tierGold", "diamond": "tierDiamond"}


@dataclass(frozen=True, slots=True)
class SaleView:
    """Everything on show while selling. `step` is "sale", "payment" or "done".

    `tiles` is the same object as long as the same items are on show; what the cart holds of each is in `counts`.
    `notice` is a standing line above the tiles (price check, a choice to make), with the word that ends it.
    `marked` is the tile that Enter takes, of a search. `more_offers` leads to the offers beyond those beside the order;
    `upsell` is one quiet line about what is nearly there.
    """

    step: str
    chips: tuple[ChipView, ...]
    chosen: Hashable
    tiles: tuple[TileView, ...]
    counts: dict[Id, str]
    cart: CartView
    member: MemberView | None
    invitation: str
    offers: tuple[OfferView, ...]
    more_offers: str
    upsell: str
    order_type: OrderType
    totals: TotalsView
    cash: str
    can_pay: bool
    enabled: frozenset[Action]
    nothing_found: EmptyView | None = None
    notice: str = ""
    price_check: bool = False
    entry: EntryView | None = None
    marked: Hashable | None = None
    making: MakingView | None = None
    """What is being chosen of goods before they are added."""
    kitchen: KitchenView = NOTHING_TO_TELL
    whose: str = ""
    """For which table or guest the order is, and its note."""


def chips(index: CatalogueIndex) -> tuple[ChipView, ...]:
    """A chip for everything and one for each category."""
    return (ChipView(ALL, _("Tất cả")), *(ChipView(c.id, c.name) for c in index.categories))


def tiles(items: Sequence[Item], kin: Kin | None = None, outs: frozenset[Id] = frozenset()) -> tuple[TileView, ...]:
    """A tile for each item; with `kin` one that has a family stands for it under its name; `outs` are sold out."""
    return tuple(_tile(item, kin(item.family) if kin and item.family else (), outs) for item in items)


def _tile(item: Item, kin: Sequence[Item], outs: frozenset[Id]) -> TileView:
    if all(each.id in outs for each in kin or (item,)):
        name = item.family if len(kin) > 1 else item.name
        return TileView(item.id, name, _("Hết hàng"), _colour(item), out=True, picture=item.picture)
    if len(kin) > 1:
        least = _("từ {price}").format(price=money(min(each.price for each in kin)))
        return TileView(item.id, item.family, least, _colour(item), picture=item.picture)
    price = _("Nhập giá") if item.open_price else unit_price(item.price, item.unit, item.by_weight)
    return TileView(item.id, item.name, price, _colour(item), picture=item.picture)


def _colour(item: Item) -> str:
    return item.colour or (item.category.colour if item.category else "c1")


def whose(order: Order) -> str:
    """For which table or guest an order is, and its note; "" where nobody wrote any of it."""
    table = _("Bàn {table}").format(table=order.table) if order.table else ""
    guests = _("{count} khách").format(count=order.guests) if order.guests else ""
    return " · ".join(part for part in (table, order.label, guests, order.note) if part)


def order_types() -> tuple[ChipView, ...]:
    """The kinds of order: what holds for one may not hold for another."""
    return (
        ChipView(OrderType.DINE_IN, _("Tại chỗ")), ChipView(OrderType.TAKE_AWAY, _("Mang đi")),
        ChipView(OrderType.DELIVERY, _("Giao")),
    )  # fmt: skip


def counts(basket: Basket) -> dict[Id, str]:
    """How many of each item the order holds."""
    held: dict[Id, int] = {}
    for line in basket.order.lines:
        held[line.item_id] = held.get(line.item_id, 0) + line.qty
    return {item_id: quantity(qty) for item_id, qty in held.items()}


def cart(
    basket: Basket, *, locked: bool, may_change: MayChange = never, short: Mapping[int, str] = MappingProxyType({})
) -> CartView:
    """Lines and reward; `locked` shows them without controls, `may_change` knows what can be made otherwise.

    `short` are words for lines that take more out of stock than there is.
    """
    priced = basket.quote.priced
    lines = line_views(priced, may_change)
    if short:
        lines = tuple(replace(line, warning=line.warning or short.get(line.id, "")) for line in lines)  # type: ignore[call-overload]
    selected = basket.order.line(basket.selected) if basket.selected is not None else None
    empty = EmptyView("scan-barcode", _("Quét món đầu tiên để bắt đầu"), _("Hoặc chạm một món trong danh mục"))
    return CartView(
        lines, rewards(basket), selected.head if selected and not locked else None, basket.added, locked,
        None if lines else empty,
    )  # fmt: skip


def earns(basket: Basket) -> str:
    """What the order brings its member."""
    quoted = basket.quote
    if basket.member is None or not basket.order.lines:
        return ""
    if quoted.earns.limited:
        return _("Hôm nay đã tích đủ số lần, đơn này không tích thêm")
    told = _earned(quoted.earns.points, quoted.reward_points)
    if quoted.tier and quoted.tier.after_name != quoted.tier.before_name:
        rise = _("lên hạng {tier}").format(tier=quoted.tier.after_name)
        return f"{told}, {rise}" if told else rise[:1].upper() + rise[1:]
    return told


def _earned(earned: int, spent: int) -> str:
    """Points that the order brings, with those that its rewards cost beside them."""
    if spent:
        words = _("Ưu đãi dùng {spent}, đơn này tích thêm {points}")
        return words.format(spent=points(spent), points=points(earned))
    return _("Đơn này tích thêm {points}").format(points=points(earned)) if earned else ""


def member(picture: MemberPicture | None, today: date) -> MemberView | None:
    """Who is on the order: tier, points, and how far to the next tier."""
    if picture is None:
        return None
    parts, text = progress(picture)
    return MemberView(
        display_name(picture), initials(picture.row.name), tier_of(picture),
        points(picture.balance.available), parts, text, birthday(picture.row.birthday, today), warning(picture),
    )  # fmt: skip


def display_name(picture: MemberPicture) -> str:
    """The member's name, or the code of one who gave none."""
    return picture.row.name or _("Thành viên {code}").format(code=picture.row.code)


def initials(name: str) -> str:
    """First letters of the last two words: Nguyễn Thị Ngọc Ánh is NA."""
    words = fold(name).split()
    return "".join(word[0] for word in words[-2:]).upper() if words else "TV"


def colour_of(tier: str) -> str:
    """The colour of a tier by its code."""
    return TIER_COLOURS.get(tier, "tierMember")


def held_tier(picture: MemberPicture) -> Tier:
    """The tier that the member enjoys today, which a person may have given."""
    account = picture.account
    return effective(picture.programme, picture.standing.after, account.manual, account.day)


def tier_of(picture: MemberPicture) -> TierView:
    """The badge of the member's tier."""
    held = held_tier(picture)
    return TierView(held.name, colour_of(held.code))


def progress(picture: MemberPicture) -> tuple[int | None, str]:
    """How far to the next tier, in parts of 1000 and in words; of a tier by hand, until when it lasts."""
    standing, manual = picture.standing, picture.account.manual
    if manual is not None and held_tier(picture).code != standing.after.code:
        return None, _("Hạng đặt bằng tay, đến hết {day}").format(day=date_words(manual.until))
    if standing.next_threshold is None or standing.to_next is None:
        return 1000, _("Đang ở hạng cao nhất")
    span = standing.next_threshold - standing.threshold
    reached = max(0, standing.next_threshold - standing.to_next - standing.threshold)
    missing = in_metric(standing.to_next, picture.programme.metric)
    words = _("Còn {money} để lên {tier}").format(money=missing, tier=standing.next_name)
    return reached * 1000 // span, words


def in_metric(missing: int, metric: Metric) -> str:
    """An amount of what tiers count: đồng, points or visits."""
    return amount(missing, metric, current())


def birthday(born: date | None, today: date) -> str:
    """The birthday in words while it is near, else nothing."""
    if born is None:
        return ""
    nearest = min((_birthday_in(born, today.year + shift) for shift in (-1, 0, 1)), key=lambda d: abs((d - today).days))
    if nearest == today:
        return _("Sinh nhật hôm nay")
    if abs((nearest - today).days) <= BIRTHDAY_DAYS:
        return _("Sinh nhật {day}").format(day=month_day(nearest))
    return ""


def _birthday_in(born: date, year: int) -> date:
    leap_day = (born.month, born.day) == (2, 29)
    return date(year, 2, 28) if leap_day else born.replace(year=year)


def warning(picture: MemberPicture) -> str:
    """What the cashier must know about the member."""
    if picture.row.blocked:
        return _("Thẻ đang bị khoá: không tích điểm, không đổi điểm")
    if picture.account.reserved:
        held = points(picture.account.reserved)
        return _("{points} đang được giữ cho đơn khác").format(points=held)
    return ""


def why_no_points(basket: Basket) -> str:
    """Why no points can be redeemed on this order."""
    picture = basket.member
    if picture is None:
        return _("Chưa có thành viên. Quét thẻ hoặc nhấn F4.")
    if picture.row.blocked:
        return warning(picture)
    minimum = picture.programme.minimum
    if picture.balance.available < minimum:
        have = number(picture.balance.available)
        return _("Mới có {have} điểm, đổi được từ {least} điểm.").format(have=have, least=number(minimum))
    if basket.quote.allowed.limited_by is Limit.MINIMUM:
        least = money(picture.programme.value_of(minimum))
        cap = percent(picture.programme.cap)
        return _("Đơn này còn nhỏ: điểm trả nhiều nhất {cap} đơn và ít nhất {least}.").format(cap=cap, least=least)
    return ""


def nothing_found(text: str) -> EmptyView:
    """A search without results."""
    return EmptyView("search", _("Không có hàng nào khớp «{text}»").format(text=text), _("Thử ít chữ hơn hoặc quét mã"))


def nothing_yet() -> EmptyView:
    """A shop, or one of its categories, without goods: where they are made."""
    where = _("Thêm hàng ở menu ba gạch, «Hàng và kho», «Hàng hoá», hoặc quét mã vạch của món ngay ở đây")
    return EmptyView("package", _("Chưa có hàng nào ở đây"), where)


def campaign(word: str) -> EmptyView:
    """A campaign's word that was typed: Enter takes it."""
    return EmptyView("tag", _("Mã khuyến mãi {word}").format(word=word), _("Nhấn Enter để dùng mã này cho đơn"))
