"""Members who bring friends: both are paid with the friend's first real order, and a refund takes it back.

Accounts are locked friend first, then the one who brought them, who is always the older member: no two sales can
wait for each other.
"""

from typing import Any

from sqlalchemy import Connection

from pos_desktop.core.ids import Id
from pos_desktop.loyalty import referral as rules
from pos_desktop.loyalty.referral import Person, Reason, Referral, ReferralFacts, Verdict
from pos_desktop.services.members.benefits.vouchers import NewVouchers, revoke, template_of
from pos_desktop.services.members.benefits.wheels import ON_CREDIT
from pos_desktop.services.members.points import bonus
from pos_desktop.services.members.points.locking import Locked, Purpose, lock_account
from pos_desktop.services.selling.happened import SaleMade, SaleReturned
from pos_desktop.storage.queries import referrals, vouchers
from pos_desktop.storage.queries.referrals import REFERENCED, Brought
from pos_desktop.storage.schema.loyalty import referral_reward


def sold(made: SaleMade) -> None:
    """Judge a friend's order and pay both; what is refused is kept with its reason, once for each reason.

    A friend is paid for once for ever, also when a refund has taken it back.
    """
    referral, member = made.programme.referral, made.locked
    if referral is None or member is None or member.picture.blocked or not member.picture.earns:
        return
    tx, friend_id = made.written.tx, member.picture.id
    found = referrals.brought(tx, friend_id)
    if found is None:
        return
    decided = referrals.rewards_of(tx, friend_id)
    if any(_is_paid(row) for row in decided):
        return
    verdict = rules.judge(referral, _facts(made, member, referral, found))
    if verdict.reason is Reason.NOT_FIRST or any(row.refused == verdict.reason for row in decided):
        return
    _pay(made, member, found, verdict)


def _is_paid(row: Any) -> bool:
    """Whether the friend got theirs; where the month was full, only the one who brought them got nothing."""
    return row.refused in ("", Reason.MONTH_FULL)


def _facts(made: SaleMade, member: Locked, referral: Referral, found: Brought) -> ReferralFacts:
    tx, friend_id = made.written.tx, member.picture.id
    refs = frozenset(one.ref for one in made.settlement.tenders if one.ref and one.kind.value in REFERENCED)
    shared = referrals.paid_with(tx, found.referrer_account, refs) if refs else frozenset()
    same = found.referrer_account == friend_id
    return ReferralFacts(
        friend=Person(found.member_id, referrals.phones(tx, found.member_id),
                      referrals.cards(tx, found.member_id) | refs),
        referrer=Person(
            found.member_id if same else found.referrer_id, referrals.phones(tx, found.referrer_id),
            referrals.cards(tx, found.referrer_id) | shared, staff_id=referrals.staff_of(tx, found.referrer_id),
        ),
        served_by=frozenset(one for one in (found.enrolled_by, made.staff_id) if one),
        enrolled_on=found.joined_on, ordered_on=made.day, basis=made.quote.priced.basis,
        earlier_orders=referrals.orders_of(tx, friend_id, referral.minimum, but=made.sale_id),
        is_paid=all(one.kind.value != ON_CREDIT for one in made.settlement.tenders),
        paid_this_month=referrals.paid_in_month(tx, found.referrer_account, made.day),
    )  # fmt: skip


def _pay(made: SaleMade, member: Locked, found: Brought, verdict: Verdict) -> None:
    friend_id = member.picture.id
    bonus.pay(member, friend_key(friend_id), "referral:friend", verdict.friend_points)
    template = template_of(made.programme, verdict.friend_voucher)
    if template is not None:
        NewVouchers(made.written, made.till, made.programme, made.day, made.sale_id).issue(template, friend_id)
    if verdict.referrer_points:
        referrer = _referrer(made, found.referrer_account)
        bonus.pay(referrer, referrer_key(friend_id), "referral:referrer", verdict.referrer_points)
        referrer.booking.close()
    made.written.insert(referral_reward, {
        "id": made.till.ids(), "friend_id": friend_id, "referrer_id": found.referrer_account, "sale_id": made.sale_id,
        "friend_points": verdict.friend_points, "referrer_points": verdict.referrer_points,
        "refused": verdict.reason.value if verdict.reason else "", "at": made.at, "business_date": made.day,
    })  # fmt: skip


def _referrer(made: SaleMade, account_id: Id) -> Locked:
    purpose = Purpose(made.operation_id, made.staff_id, programme=made.programme, day=made.day)
    return lock_account(made.written, made.till, account_id, purpose)


def friend_key(friend_id: Id) -> str:
    """What makes a friend's reward unique."""
    return f"referral:friend:{friend_id}"


def referrer_key(friend_id: Id) -> str:
    """What makes the reward for bringing a friend unique."""
    return f"referral:referrer:{friend_id}"


def returned(back: SaleReturned) -> None:
    """Take both rewards back when what remains of the order is too little; its voucher goes with the whole sale."""
    referral, tx = back.programme.referral, back.written.tx
    row = referrals.reward_of_sale(tx, back.sale.id)
    if referral is None or row is None or not _is_paid(row):
        return
    taken = referrals.returned_basis(tx, back.sale.id, but=back.refund_id) + back.quote.basis
    if not rules.claws_back(referral, back.sale.basis - taken):
        return
    if row.friend_points:
        bonus.take_back_from(back, row.friend_id, friend_key(row.friend_id))
    if row.referrer_points:
        bonus.take_back_from(back, row.referrer_id, referrer_key(row.friend_id))


def parted(wrong: Locked, right: Locked, sale_id: Id) -> int:
    """Take both rewards back when the sale was never the friend's; gives what the friend lost, in points.

    Its unused voucher is worth nothing any more. A later refund finds nothing left to take.
    """
    tx = wrong.booking.tx
    row = referrals.reward_of_sale(tx, sale_id)
    if row is None or not _is_paid(row):
        return 0
    held, reason = (wrong, right), "move"
    gifts = [one for one in vouchers.issued_by(tx, sale_id) if one.account_id == row.friend_id and not one.used]
    revoke(wrong.booking.written, [one for one in gifts if not one.blocked])
    if row.referrer_points:
        bonus.take_back_beside(held, row.referrer_id, referrer_key(row.friend_id), reason)
    return bonus.take_back_beside(held, row.friend_id, friend_key(row.friend_id), reason)


def history(tx: Connection, friend_id: Id) -> tuple[tuple[str, int, int], ...]:
    """What was decided of a friend: reason of a refusal (empty: paid), points of the friend, of who brought them."""
    return tuple((row.refused, row.friend_points, row.referrer_points) for row in referrals.rewards_of(tx, friend_id))
