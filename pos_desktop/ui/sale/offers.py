"""What a member may take on the order, in words: the best first, the rest with the reason, and what is nearly there."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from pos_desktop.loyalty.rewards import Offered
from pos_desktop.ui.models.views import OfferView, ReasonView
from pos_desktop.ui.sale.basket import Basket
from pos_desktop.wording import _, money, ngettext, points
from pos_desktop.wording.messages import sentence

REDEEM = "redeem"
EXCHANGE = "exchange"
MOST_CHIPS = 2


@dataclass(frozen=True, slots=True)
class RewardId:
    """A reward of the programme, as chips and lines know it."""

    reward: str


@dataclass(frozen=True, slots=True)
class VoucherId:
    """A voucher that the order holds."""

    voucher: str


@dataclass(frozen=True, slots=True)
class CouponId:
    """A word of a promotion that the order holds."""

    word: str


def usable(basket: Basket) -> tuple[OfferView, ...]:
    """Everything that one tap takes now, the best value first, money before what has no price; the first one filled."""
    if basket.member is None:
        return ()
    found = sorted([*_money_off(basket), *_rewards(basket)], key=lambda pair: -pair[0])
    return tuple(replace(view, main=at == 0) for at, (_value, view) in enumerate(found))


def _money_off(basket: Basket) -> Iterator[tuple[int, OfferView]]:
    allowed = basket.quote.allowed
    if basket.points or not allowed.points:
        return
    title = _("Giảm {money}").format(money=money(allowed.value))
    detail = _("đổi {points}").format(points=points(allowed.points))
    yield allowed.value, OfferView(REDEEM, title, detail, "gift", holdable=True)


def _rewards(basket: Basket) -> Iterator[tuple[int, OfferView]]:
    for offered in basket.quote.offers:
        if offered.refused is None:
            title, detail = _words(offered)
            yield offered.value, OfferView(RewardId(offered.reward.id), title, detail, "gift")


def _words(offered: Offered) -> tuple[str, str]:
    """The money first where it takes any off, then the points and the name."""
    name, cost = offered.reward.name, points(offered.points) if offered.points else ""
    if not offered.value:
        return name, _("đổi {points}").format(points=cost) if cost else _("Miễn phí")
    return _("Giảm {money}").format(money=money(offered.value)), f"{cost} · {name}" if cost else name


def refused(basket: Basket) -> tuple[ReasonView, ...]:
    """Rewards that cannot be taken now, each with the reason."""
    if basket.member is None:
        return ()
    return tuple(
        ReasonView(offered.reward.name, sentence(offered.refused))
        for offered in basket.quote.offers if offered.refused is not None
    )  # fmt: skip


def shown(basket: Basket) -> tuple[tuple[OfferView, ...], str]:
    """The chips beside the order, and a word for the rest of them."""
    every = usable(basket)
    rest = len(every) - MOST_CHIPS
    return every[:MOST_CHIPS], _("Thêm {count}").format(count=rest) if rest > 0 else ""


def upsell(basket: Basket) -> str:
    """What the order lacks for the nearest promotion; "" when none is near."""
    if basket.quote.upsell is None:
        return ""
    promotion, missing = basket.quote.upsell
    if missing.amount:
        words = _("Thêm {money} để được «{name}»")
        return words.format(money=money(missing.amount), name=promotion.name)
    words = ngettext("Thêm {count} món để được «{name}»", "Thêm {count} món để được «{name}»", missing.pieces)
    return words.format(count=missing.pieces, name=promotion.name)
