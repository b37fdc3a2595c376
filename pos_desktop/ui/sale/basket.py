"""The open order with what selling needs around it: its member, its quote, the selected line and the way back."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from pos_desktop.core.errors import Rejected
from pos_desktop.core.money import Money
from pos_desktop.core.occasion import Occasion
from pos_desktop.loyalty.quote import Quote, quote
from pos_desktop.selling.order import Identified, Order, Redeem
from pos_desktop.services.members.members import MemberPicture
from pos_desktop.services.shop.catalogue import Wares

MOST_STEPS_BACK = 100


@dataclass(frozen=True, slots=True)
class Past:
    """One state that undo comes back to."""

    order: Order
    member: MemberPicture | None
    selected: int | None


@dataclass(frozen=True, slots=True)
class Basket:
    """One state of selling; every change makes the next one. `refused` says why points were taken back by themselves.

    `added` is the line that the last change added to.
    """

    order: Order
    quote: Quote
    member: MemberPicture | None = None
    selected: int | None = None
    added: int | None = None
    past: tuple[Past, ...] = ()
    refused: Rejected | None = None

    @property
    def due(self) -> Money:
        """What the customer has to pay."""
        return self.quote.priced.due

    @property
    def points(self) -> int:
        """Points that this order redeems."""
        return self.quote.priced.points


Moment = Callable[[], Occasion]


class Pricer:
    """Makes baskets out of orders, all in memory."""

    def __init__(self, wares: Wares, now: Moment) -> None:
        self.wares = wares
        self._now = now

    def basket(self, order: Order, member: MemberPicture | None = None) -> Basket:
        """A basket without a past; its last line is selected, as if it had just been added."""
        fitted, quoted, refused = self._fitted(order, member)
        last = fitted.lines[-1].key if fitted.lines else None
        return Basket(fitted, quoted, member, last, refused=refused)

    def changed(self, basket: Basket, order: Order, *, selected: int | None, added: int | None = None) -> Basket:
        """The basket after a change of its order, with a step back to what it was.

        Where the points asked for do not fit the changed order, the most that fits is taken, or none.
        """
        return self._next(basket, self.basket(order, basket.member), selected, added)

    def _next(self, basket: Basket, fresh: Basket, selected: int | None, added: int | None = None) -> Basket:
        past = (*basket.past, Past(basket.order, basket.member, basket.selected))[-MOST_STEPS_BACK:]
        kept = selected if selected is not None and fresh.order.line(selected) else None
        return replace(fresh, selected=kept, added=added, past=past)

    def strict(self, basket: Basket, order: Order) -> Basket:
        """As `changed`, but points that do not fit are refused.

        Raises:
            Rejected: what redemption refuses.
        """
        self.quote(order, basket.member)
        return self.changed(basket, order, selected=basket.selected)

    def with_member(self, basket: Basket, picture: MemberPicture) -> Basket:
        """The basket with a member attached, or the same one read afresh or shown by card."""
        fresh = self.basket(basket.order.with_member(picture.row.account_id, picture.identified), picture)
        if basket.member is not None and basket.member.row.id == picture.row.id:
            return replace(fresh, selected=basket.selected, past=basket.past)
        return self._next(basket, fresh, basket.selected)

    def without_member(self, basket: Basket) -> Basket:
        """The basket as a guest's."""
        return self._next(basket, self.basket(basket.order.without_member()), basket.selected)

    def back(self, basket: Basket) -> Basket:
        """The basket as it was before its last change; the same one at the start."""
        if not basket.past:
            return basket
        last = basket.past[-1]
        return replace(self.basket(last.order, last.member), selected=last.selected, past=basket.past[:-1])

    def quote(self, order: Order, member: MemberPicture | None) -> Quote:
        """Quote an order now, on the day of the member's picture; raises what redemption and rewards refuse."""
        account = member.account if member else None
        now = self._now()
        at = replace(now, day=account.day) if account else now
        return quote(order, account, self.wares.programme, self.wares.vat, at)

    def _fitted(self, order: Order, member: MemberPicture | None) -> tuple[Order, Quote, Rejected | None]:
        try:
            return order, self.quote(order, member), None
        except Rejected as refusal:
            if order.redeem is None:
                raise
            return self._less(order, member, refusal)

    def _less(
        self, order: Order, member: MemberPicture | None, refusal: Rejected
    ) -> tuple[Order, Quote, Rejected | None]:
        bare = self.quote(order.redeeming(None), member)
        points = most_points(bare, member, order.identified)
        if isinstance(order.redeem, int) and not isinstance(order.redeem, Redeem):
            points = min(points, order.redeem)
        if not points:
            return order.redeeming(None), bare, refusal
        smaller = order.redeeming(points)
        return smaller, self.quote(smaller, member), refusal


def most_points(quoted: Quote, member: MemberPicture | None, identified: Identified) -> int:
    """The most points that an order may redeem as its member is identified: without a card only so many a day."""
    if member is None or not quoted.allowed.points:
        return 0
    programme, points = member.programme, quoted.allowed.points
    if identified is Identified.SEARCH:
        free = (programme.free_value_per_day - member.account.redeemed_value) // programme.point_value
        points = min(points, max(0, free) // programme.step * programme.step)
    return points if points >= programme.minimum else 0
