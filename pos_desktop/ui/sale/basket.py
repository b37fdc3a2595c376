"""The open order with what selling needs around it: its member, its quote, the selected line and the way back."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace

from pos_desktop.core.errors import Rejected
from pos_desktop.core.money import Money
from pos_desktop.core.occasion import Occasion
from pos_desktop.loyalty.account import AccountPicture
from pos_desktop.loyalty.programme import Programme
from pos_desktop.loyalty.quote import Quote, buyer_of, quote
from pos_desktop.selling.charges import with_service
from pos_desktop.selling.conditions import Buyer
from pos_desktop.selling.lines import Ware
from pos_desktop.selling.order import Identified, Order
from pos_desktop.selling.price_lists import Lists, in_force, repriced
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
    """One state of selling; every change makes the next one.

    `added` is the line that the last change added to. `refused` says why points, rewards or vouchers were taken back
    by themselves, `lost` what they are called (nothing for points).
    """

    order: Order
    quote: Quote
    member: MemberPicture | None = None
    selected: int | None = None
    added: int | None = None
    past: tuple[Past, ...] = ()
    refused: Rejected | None = None
    lost: tuple[str, ...] = ()

    @property
    def due(self) -> Money:
        """What the customer has to pay."""
        return self.quote.priced.due

    @property
    def to_pay(self) -> Money:
        """What is left to pay when goods that come back have paid their part."""
        exchange = self.order.exchange
        return exchange.to_pay(self.due) if exchange else self.due

    @property
    def given_back(self) -> Money:
        """What the customer gets of goods that come back and are worth more than the order."""
        exchange = self.order.exchange
        return exchange.back(self.due) if exchange else 0

    @property
    def points(self) -> int:
        """Points that this order redeems."""
        return self.quote.priced.points

    @property
    def held(self) -> int:
        """Points that this order holds back from others: those it redeems and those its rewards cost."""
        return self.points + self.quote.reward_points


Moment = Callable[[Programme], Occasion]


class Pricer:
    """Makes baskets out of orders, all in memory.

    An order is priced by the programme of its own version, as its sale will be, also when `wares` has moved on.
    """

    def __init__(self, wares: Wares, now: Moment) -> None:
        self._wares, self._now = wares, now
        self._programmes = {wares.programme.version: wares.programme}

    @property
    def wares(self) -> Wares:
        """What is for sale now."""
        return self._wares

    @wares.setter
    def wares(self, wares: Wares) -> None:
        self._wares = wares
        self.learn(wares.programme)

    def learn(self, programme: Programme) -> None:
        """Know a version that an open order may carry."""
        self._programmes[programme.version] = programme

    def programme_of(self, order: Order) -> Programme:
        """The version under which the order was begun."""
        return self._programmes[order.programme_version]

    def basket(self, order: Order, member: MemberPicture | None = None) -> Basket:
        """A basket without a past; its last line is selected, as if it had just been added."""
        order = with_service(order, self.wares.service)
        fitted = self._fitted(order, member)
        own = [line for line in order.lines if line.ware is not Ware.SERVICE]
        last = own[-1].head if own else None
        lost = self._lost(order, fitted.order) if fitted.refused else ()
        return Basket(fitted.order, fitted.quote, member, last, refused=fitted.refused, lost=lost)

    def changed(self, basket: Basket, order: Order, *, selected: int | None, added: int | None = None) -> Basket:
        """The basket after a change of its order, with a step back to what it was.

        What does not fit the changed order any more is let go: rewards, vouchers, and points beyond the most. An order
        of another kind is sold by the price lists of that kind.
        """
        is_other = order.order_type is not basket.order.order_type
        order = self._repriced(order, basket.member) if is_other else order
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
        holder = picture.holder.id if picture.holder else None
        order = basket.order.with_member(picture.row.account_id, picture.identified, holder)
        fresh = self.basket(self._repriced(order, picture), picture)
        if basket.member is not None and basket.member.row.id == picture.row.id:
            return replace(fresh, selected=basket.selected, past=basket.past)
        return self._next(basket, fresh, basket.selected)

    def without_member(self, basket: Basket) -> Basket:
        """The basket as a guest's."""
        order = self._repriced(basket.order.without_member(), None)
        return self._next(basket, self.basket(order), basket.selected)

    def back(self, basket: Basket) -> Basket:
        """The basket as it was before its last change; the same one at the start."""
        if not basket.past:
            return basket
        last = basket.past[-1]
        return replace(self.basket(last.order, last.member), selected=last.selected, past=basket.past[:-1])

    def quote(self, order: Order, member: MemberPicture | None) -> Quote:
        """Quote an order now, on the day of the member's picture; raises what redemption and rewards refuse."""
        account = member.account if member else None
        at = self._at(order, account)
        return quote(order, account, self.programme_of(order), self.wares.vat, at, self.wares.given)

    def _at(self, order: Order, account: AccountPicture | None) -> Occasion:
        now = self._now(self.programme_of(order))
        return replace(now, day=account.day) if account else now

    # price lists

    def lists(self, basket: Basket) -> Lists:
        """The price lists by which what is added to a basket now is sold; none in a shop that has none."""
        if not self.wares.price_lists:
            return ()
        buyer, at = self._buys(basket.order, basket.member)
        return in_force(self.wares.price_lists, basket.order.order_type, buyer, at)

    def _repriced(self, order: Order, member: MemberPicture | None) -> Order:
        if not self.wares.price_lists or order.is_empty:
            return order
        return repriced(order, self.wares.price_lists, self.wares.index.get, *self._buys(order, member))

    def _buys(self, order: Order, member: MemberPicture | None) -> tuple[Buyer, Occasion]:
        account = member.account if member else None
        at = self._at(order, account)
        return buyer_of(account, self.programme_of(order), at.day), at

    def _fitted(self, order: Order, member: MemberPicture | None) -> "_Fitted":
        try:
            return _Fitted(order, self.quote(order, member))
        except Rejected as refusal:
            if order.redeem is None and not order.rewards and not order.vouchers:
                raise
            return self._less(order, member, refusal)

    def _less(self, order: Order, member: MemberPicture | None, refusal: Rejected) -> "_Fitted":
        """As many rewards and vouchers as fit, in their order, then as many of the points."""
        kept = replace(order, rewards=(), vouchers=(), redeem=None)
        for reward in order.rewards:
            kept = self._if_fits(kept, kept.with_reward(reward), member)
        for voucher in order.vouchers:
            kept = self._if_fits(kept, kept.with_voucher(voucher), member)
        bare = self.quote(kept, member)
        points = _points_asked(order, most_points(bare, member, order.identified))
        if not points:
            return _Fitted(kept, bare, refusal)
        kept = kept.redeeming(points)
        return _Fitted(kept, self.quote(kept, member), refusal)

    def _if_fits(self, order: Order, wider: Order, member: MemberPicture | None) -> Order:
        try:
            self.quote(wider, member)
        except Rejected:
            return order
        return wider

    def _lost(self, asked: Order, kept: Order) -> tuple[str, ...]:
        names = {reward.id: reward.name for reward in self.programme_of(asked).rewards}
        gone = Counter(asked.rewards) - Counter(kept.rewards)
        rewards = (names.get(reward_id, reward_id) for reward_id in gone.elements())
        return (*rewards, *(voucher.name for voucher in asked.vouchers if voucher not in kept.vouchers))


@dataclass(frozen=True, slots=True)
class _Fitted:
    """An order that can be quoted, and why it is not the one that was asked for."""

    order: Order
    quote: Quote
    refused: Rejected | None = None


def _points_asked(order: Order, most: int) -> int:
    """Points that a smaller order takes: no more than were asked for, and none where none were."""
    if order.redeem is None:
        return 0
    return min(most, order.redeem) if isinstance(order.redeem, int) else most


def most_points(quoted: Quote, member: MemberPicture | None, identified: Identified) -> int:
    """The most points that an order may redeem as its member is identified: without a card only so many a day."""
    if member is None or not quoted.allowed.points:
        return 0
    programme, points = member.programme, quoted.allowed.points
    if identified is Identified.SEARCH:
        free = (programme.free_value_per_day - member.account.redeemed_value) // programme.point_value
        points = min(points, max(0, free) // programme.step * programme.step)
    return points if points >= programme.minimum else 0
