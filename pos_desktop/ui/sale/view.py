"""Puts the state of selling into words: pure functions from a basket to what the screen shows."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from pos_desktop.core.ids import Id
from pos_desktop.core.money import Money
from pos_desktop.core.text import fold
from pos_desktop.loyalty.redemption import Limit
from pos_desktop.selling.catalogue import CatalogueIndex, Item
from pos_desktop.selling.order import Discount
from pos_desktop.selling.pricing import PricedLine
from pos_desktop.selling.tenders import still_due
from pos_desktop.services.members.members import MemberPicture
from pos_desktop.ui.keys import Action
from pos_desktop.ui.models.views import (
    AmountView,
    CartView,
    ChipView,
    EmptyView,
    LineView,
    MemberView,
    OfferView,
    RewardView,
    TierView,
    TileView,
    Tone,
    TotalsView,
)
from pos_desktop.ui.sale.basket import Basket
from pos_desktop.ui.sale.entry import EntryView
from pos_desktop.wording import _, money, month_day, number, percent, points, quantity

ALL = "all"
REDEEM = "redeem"
BIRTHDAY_DAYS = 3
TIER_COLOURS = {"member": "tierMember", "silver": "tierSilver", "gold": "tierGold", "diamond": "tierDiamond"}


@dataclass(frozen=True, slots=True)
class SaleView:
    """Everything on show while selling. `step` is "sale", "payment" or "done".

    `tiles` is the same object as long as the same items are on show; what the cart holds of each is in `counts`.
    `notice` is a standing line above the tiles (price check, a choice to make), with the word that ends it.
    `marked` is the tile that Enter takes, of a search.
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
    totals: TotalsView
    cash: str
    can_pay: bool
    enabled: frozenset[Action]
    nothing_found: EmptyView | None = None
    notice: str = ""
    price_check: bool = False
    entry: EntryView | None = None
    marked: Hashable | None = None


def chips(index: CatalogueIndex) -> tuple[ChipView, ...]:
    """A chip for everything and one for each category."""
    return (ChipView(ALL, _("Tất cả")), *(ChipView(c.id, c.name) for c in index.categories))


def tiles(items: Sequence[Item]) -> tuple[TileView, ...]:
    """A tile for each item."""
    return tuple(TileView(item.id, item.name, unit_price(item.price, item.unit, item.by_weight), _colour(item))
                 for item in items)  # fmt: skip


def _colour(item: Item) -> str:
    return item.colour or (item.category.colour if item.category else "c1")


def unit_price(price: int, unit: str, by_weight: bool) -> str:
    """The price of one, with its unit where it is weighed."""
    return f"{money(price)}/{unit or 'kg'}" if by_weight else money(price)


def counts(basket: Basket) -> dict[Id, str]:
    """How many of each item the order holds."""
    held: dict[Id, int] = {}
    for line in basket.order.lines:
        held[line.item_id] = held.get(line.item_id, 0) + line.qty
    return {item_id: quantity(qty) for item_id, qty in held.items()}


def cart(basket: Basket, *, locked: bool) -> CartView:
    """Lines and reward; `locked` shows them without controls."""
    lines = tuple(_line(line) for line in basket.quote.priced.lines)
    empty = EmptyView("scan-barcode", _("Quét món đầu tiên để bắt đầu"), _("Hoặc chạm một món trong danh mục"))
    return CartView(
        lines, _rewards(basket), None if locked else basket.selected, basket.added, locked,
        None if lines else empty,
    )  # fmt: skip


def _line(priced: PricedLine) -> LineView:
    line = priced.line
    one = unit_price(line.unit_price, line.unit, line.by_weight)
    return LineView(
        line.key, quantity(line.qty), line.name, money(priced.gross - priced.line_discount), one,
        discount_words(line.discount), money(-priced.line_discount) if line.discount else "", line.note,
    )  # fmt: skip


def discount_words(discount: Discount | None) -> str:
    """What a discount is called: `Giảm 10%`."""
    if discount is None:
        return ""
    if discount.percent is not None:
        return _("Giảm {percent}").format(percent=percent(discount.percent))
    return _("Giảm giá")


def _rewards(basket: Basket) -> tuple[RewardView, ...]:
    if not basket.points:
        return ()
    label = _("Đổi {points}").format(points=points(basket.points))
    return (RewardView(REDEEM, label, money(-basket.quote.priced.points_value)),)


def totals(basket: Basket, *, paid: bool = False, taken: Money = 0) -> TotalsView:
    """What the order comes to, what was taken of it already, and what it earns."""
    priced, rows = basket.quote.priced, []
    by_order = priced.order_discount
    if by_order or priced.points:
        rows.append(AmountView(_("Tạm tính"), money(priced.after_lines), Tone.MUTED))
    if by_order:
        rows.append(AmountView(_order_discount(basket.order.discount), money(-by_order), Tone.PAY))
    if priced.points:
        rows.append(AmountView(_("Đổi điểm"), money(-priced.points_value), Tone.LOYALTY))
    due = AmountView(_("Đã thanh toán") if paid else _("Khách phải trả"), money(priced.due))
    if taken and not paid:
        rows += [replace(due, tone=Tone.MUTED), AmountView(_("Đã nhận"), money(-taken), Tone.PAY)]
        due = AmountView(_("Còn phải trả"), money(still_due(priced.due, taken)))
    return TotalsView(tuple(rows), due, earns(basket))


def _order_discount(discount: Discount | None) -> str:
    if discount is not None and discount.percent is not None:
        return _("Giảm cả đơn {percent}").format(percent=percent(discount.percent))
    return _("Giảm cả đơn")


def earns(basket: Basket) -> str:
    """What the order brings its member."""
    quoted = basket.quote
    if basket.member is None or not basket.order.lines:
        return ""
    if quoted.earns.limited:
        return _("Hôm nay đã tích đủ số lần, đơn này không tích thêm")
    told = _("Đơn này tích thêm {points}").format(points=points(quoted.earns.points)) if quoted.earns.points else ""
    if quoted.tier and quoted.tier.after_name != quoted.tier.before_name:
        rise = _("lên hạng {tier}").format(tier=quoted.tier.after_name)
        return f"{told}, {rise}" if told else rise[:1].upper() + rise[1:]
    return told


def member(picture: MemberPicture | None, today: date) -> MemberView | None:
    """Who is on the order: tier, points, and how far to the next tier."""
    if picture is None:
        return None
    standing = picture.standing
    parts, text = progress(picture)
    tier = TierView(standing.after_name, colour_of(standing.after.code))
    return MemberView(
        display_name(picture), initials(picture.row.name), tier,
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


def progress(picture: MemberPicture) -> tuple[int | None, str]:
    """How far to the next tier, in parts of 1000 and in words."""
    standing = picture.standing
    if standing.next_threshold is None or standing.to_next is None:
        return 1000, _("Đang ở hạng cao nhất")
    span = standing.next_threshold - standing.threshold
    reached = max(0, standing.next_threshold - standing.to_next - standing.threshold)
    words = _("Còn {money} để lên {tier}").format(money=money(standing.to_next), tier=standing.next_name)
    return reached * 1000 // span, words


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


def offers(basket: Basket) -> tuple[OfferView, ...]:
    """The one tap that takes the most points; nothing once points are taken."""
    allowed = basket.quote.allowed
    if basket.member is None or basket.points or not allowed.points:
        return ()
    title = _("Giảm {money}").format(money=money(allowed.value))
    detail = _("đổi {points}").format(points=points(allowed.points))
    return (OfferView(REDEEM, title, detail, "gift", main=True, holdable=True),)


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
