"""Members who bring friends: both are paid with the friend's first real order, and a refund takes it back.

Accounts are locked friend first, then the one who brought them, who is always the older member: no two sales can
wait for each other.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection

from pos_desktop.core.ids import Id
from pos_desktop.core.money import Money
from pos_desktop.loyalty import referral as rules
from pos_desktop.loyalty.lots import LotDates
from pos_desktop.loyalty.programme import Programme
from pos_desktop.loyalty.referral import Person, Reason, Referral, ReferralFacts, Verdict
from pos_desktop.services.members.benefits.vouchers import NewVouchers, revoke, template_of
from pos_desktop.services.members.benefits.wheels import ON_CREDIT
from pos_desktop.services.members.points import bonus
from pos_desktop.services.members.points.locking import Locked, Purpose, lock_account
from pos_desktop.services.selling.happened import SaleGiven, SaleMade, SaleReturned
from pos_desktop.services.till import Till
from pos_desktop.storage.queries import referrals, vouchers
from pos_desktop.storage.queries.referrals import REFERENCED, Brought
from pos_desktop.storage.queries.vouchers import VoucherRow
from pos_desktop.storage.schema.loyalty import referral_reward


@dataclass(frozen=True, slots=True)
class FriendsOrder:
    """An order as it is judged, made now or given to its member later; `dates` are those of points it brings late."""

    member: Locked
    till: Till
    programme: Programme
    sale_id: Id
    day: date
    basis: Money
    tenders: tuple[tuple[str, str], ...]
    """Kind and reference of each."""
    seller_id: Id
    dates: LotDates | None = None

    @property
    def tx(self) -> Connection:
        """The open transaction."""
        return self.member.booking.tx


def sold(made: SaleMade) -> None:
    """Judge a friend's order and pay both; what is refused is kept with its reason, once for each reason.

    A friend is paid for once for ever, also when a refund has taken it back.
    """
    member = made.locked
    if member is None or member.picture.blocked or not member.picture.earns:
        return
    _decide(FriendsOrder(
        member, made.till, made.programme, made.sale_id, made.day, made.quote.priced.basis,
        tuple((one.kind.value, one.ref) for one in made.settlement.tenders), made.staff_id,
    ))  # fmt: skip


def joined(given: SaleGiven) -> int:
    """The same for a sale that becomes a friend's after it was made; gives the friend's points.

    What a move took back from this very friend for this very sale is paid again.
    """
    if not given.facts.earns:
        return 0
    order = FriendsOrder(
        given.right, given.till, given.programme, given.sale.id, given.sale.business_date, given.rest.basis,
        referrals.tenders_of(given.tx, given.sale.id), given.sale.staff_id, given.rest.dates,
    )  # fmt: skip
    before = [row for row in referrals.rewards_for(given.tx, order.sale_id) if row.friend_id == given.right.picture.id]
    return _again(order, before[0]) if before else _decide(order)


def _decide(order: FriendsOrder) -> int:
    referral, tx, friend_id = order.programme.referral, order.tx, order.member.picture.id
    found = referrals.brought(tx, friend_id) if referral else None
    if referral is None or found is None:
        return 0
    decided = referrals.rewards_of(tx, friend_id)
    if any(_is_paid(row) for row in decided):
        return 0
    verdict = rules.judge(referral, _facts(order, referral, found))
    if verdict.reason is Reason.NOT_FIRST or any(row.refused == verdict.reason for row in decided):
        return 0
    return _pay(order, found, verdict)


def _again(order: FriendsOrder, row: Any) -> int:
    """Both are paid what they had, where the rest of the order is enough."""
    referral = order.programme.referral
    if referral is None or not _is_paid(row) or rules.claws_back(referral, order.basis):
        return 0
    points = _pay_friend(order, row.friend_points)
    kept = [one for one in _gifts(order.tx, row, referral) if not one.blocked]
    if not kept:
        _give_voucher(order, referral.friend_voucher)
    if row.referrer_points:
        _pay_referrer(order, row.referrer_id, row.referrer_points)
    return points


def _gifts(tx: Connection, row: Any, referral: Referral | None) -> list[VoucherRow]:
    """Vouchers that the friend has for coming; others that the order gave, such as for the next one, are not."""
    template = referral.friend_voucher if referral else ""
    mine = (one for one in vouchers.issued_by(tx, row.sale_id) if one.account_id == row.friend_id)
    return [one for one in mine if one.template == template]


def _is_paid(row: Any) -> bool:
    """Whether the friend got theirs; where the month was full, only the one who brought them got nothing."""
    return row.refused in ("", Reason.MONTH_FULL)


def _facts(order: FriendsOrder, referral: Referral, found: Brought) -> ReferralFacts:
    tx, friend_id = order.tx, order.member.picture.id
    refs = frozenset(ref for kind, ref in order.tenders if ref and kind in REFERENCED)
    shared = referrals.paid_with(tx, found.referrer_account, refs) if refs else frozenset()
    same = found.referrer_account == friend_id
    return ReferralFacts(
        friend=Person(found.member_id, referrals.phones(tx, found.member_id),
                      referrals.cards(tx, found.member_id) | refs),
        referrer=Person(
            found.member_id if same else found.referrer_id, referrals.phones(tx, found.referrer_id),
            referrals.cards(tx, found.referrer_id) | shared, staff_id=referrals.staff_of(tx, found.referrer_id),
        ),
        served_by=frozenset(one for one in (found.enrolled_by, order.seller_id) if one),
        enrolled_on=found.joined_on, ordered_on=order.day, basis=order.basis,
        earlier_orders=referrals.orders_of(tx, friend_id, referral.minimum, but=order.sale_id),
        is_paid=all(kind != ON_CREDIT for kind, _ in order.tenders),
        paid_this_month=referrals.paid_in_month(tx, found.referrer_account, order.day),
    )  # fmt: skip


def _pay(order: FriendsOrder, found: Brought, verdict: Verdict) -> int:
    booking, friend_id = order.member.booking, order.member.picture.id
    points = _pay_friend(order, verdict.friend_points)
    _give_voucher(order, verdict.friend_voucher)
    if verdict.referrer_points:
        _pay_referrer(order, found.referrer_account, verdict.referrer_points)
    booking.written.insert(referral_reward, {
        "id": order.till.ids(), "friend_id": friend_id, "referrer_id": found.referrer_account,
        "sale_id": order.sale_id, "friend_points": verdict.friend_points, "referrer_points": verdict.referrer_points,
        "refused": verdict.reason.value if verdict.reason else "", "at": order.till.now(), "business_date": order.day,
    })  # fmt: skip
    return points


def _pay_friend(order: FriendsOrder, points: int) -> int:
    return bonus.pay(order.member, friend_key(order.member.picture.id), "referral:friend", points, dates=order.dates)


def _give_voucher(order: FriendsOrder, template_id: str) -> None:
    template = template_of(order.programme, template_id)
    if template is not None:
        booking = order.member.booking
        new = NewVouchers(booking.written, order.till, order.programme, booking.day, order.sale_id)
        new.issue(template, order.member.picture.id)


def _pay_referrer(order: FriendsOrder, account_id: Id, points: int) -> None:
    booking = order.member.booking
    purpose = Purpose(booking.operation_id, booking.staff_id, programme=booking.programme, day=booking.day)
    referrer = lock_account(booking.written, order.till, account_id, purpose)
    key = referrer_key(order.member.picture.id)
    bonus.pay(referrer, key, "referral:referrer", points, dates=order.dates)
    referrer.booking.close()


def friend_key(friend_id: Id) -> str:
    """What makes a friend's reward unique."""
    return f"referral:friend:{friend_id}"


def referrer_key(friend_id: Id) -> str:
    """What makes the reward for bringing a friend unique."""
    return f"referral:referrer:{friend_id}"


def returned(back: SaleReturned) -> None:
    """Take both rewards back when what remains of the order is too little; its voucher goes with the whole sale."""
    referral, tx = back.programme.referral, back.written.tx
    paid = [row for row in referrals.rewards_for(tx, back.sale.id) if _is_paid(row)]
    if referral is None or not paid:
        return
    taken = referrals.returned_basis(tx, back.sale.id, but=back.refund_id) + back.quote.basis
    if not rules.claws_back(referral, back.sale.basis - taken):
        return
    for row in paid:
        if row.friend_points:
            bonus.take_back_from(back, friend_key(row.friend_id))
        if row.referrer_points:
            bonus.take_back_from(back, referrer_key(row.friend_id))


def parted(given: SaleGiven) -> int:
    """Take both rewards back when the sale was never the friend's; gives what the friend lost, in points.

    Its unused voucher is worth nothing any more. A later refund finds nothing left to take.
    """
    rows = referrals.rewards_for(given.tx, given.sale.id) if given.wrong else []
    return sum(_part(given, row) for row in rows if _is_paid(row))


def _part(given: SaleGiven, row: Any) -> int:
    gifts = _gifts(given.tx, row, given.programme.referral)
    revoke(given.written, [one for one in gifts if not one.used and not one.blocked])
    if row.referrer_points:
        bonus.take_back_beside(given.held, referrer_key(row.friend_id), "move")
    return bonus.take_back_beside(given.held, friend_key(row.friend_id), "move")


def history(tx: Connection, friend_id: Id) -> tuple[tuple[str, int, int], ...]:
    """What was decided of a friend: reason of a refusal (empty: paid), points of the friend, of who brought them."""
    return tuple((row.refused, row.friend_points, row.referrer_points) for row in referrals.rewards_of(tx, friend_id))
