"""Members who bring friends: what both get, when, and what looks like bringing oneself."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from pos_desktop.core.ids import Id
from pos_desktop.core.money import MOST_MONEY, Money
from pos_desktop.loyalty.games import MOST_REWARD


@dataclass(frozen=True, slots=True)
class Referral:
    """What a friend and the one who brought them get for the friend's first order of at least `minimum`."""

    friend_points: int = 0
    friend_voucher: str = ""
    referrer_points: int = 0
    minimum: Money = 0
    within_days: int = 90
    """Days from the friend's enrolment through the order."""
    most_per_month: int = 20
    """Friends in a calendar month for which a referrer is paid."""

    def faults(self) -> tuple[str, ...]:
        """Names of the fields that cannot be."""
        wrong = (
            ("friend_points", not 0 <= self.friend_points <= MOST_REWARD),
            ("referrer_points", not 0 <= self.referrer_points <= MOST_REWARD
                                or not (self.friend_points or self.friend_voucher or self.referrer_points)),
            ("minimum", not 0 <= self.minimum <= MOST_MONEY),
            ("within_days", not 0 < self.within_days <= 3_650),
            ("most_per_month", not 0 < self.most_per_month <= 10_000),
        )  # fmt: skip
        return tuple(name for name, is_wrong in wrong if is_wrong)


class Reason(StrEnum):
    """Why somebody gets nothing; kept with the refusal."""

    SELF = "self"
    SAME_PHONE = "same_phone"
    SAME_CARD = "same_card"
    SAME_DEVICE = "same_device"
    CASHIER = "cashier"
    NOT_FIRST = "not_first"
    UNPAID = "unpaid"
    RETURNED = "returned"
    BELOW_MINIMUM = "below_minimum"
    TOO_LATE = "too_late"
    MONTH_FULL = "month_full"
    """The friend is paid all the same."""


@dataclass(frozen=True, slots=True)
class Person:
    """What is known of one side; an empty set matches nothing."""

    member_id: Id
    phones: frozenset[str] = frozenset()
    cards: frozenset[str] = frozenset()
    """Member cards, and references of the bank cards and wallets paid with."""
    devices: frozenset[str] = frozenset()
    """Devices that enrolled or opened links: never the shop's own tills, which all members share."""
    staff_id: Id | None = None


@dataclass(frozen=True, slots=True)
class ReferralFacts:
    """The friend's order as the rule sees it."""

    friend: Person
    referrer: Person
    served_by: frozenset[Id]
    """Staff who enrolled the friend or took the order."""
    enrolled_on: date
    ordered_on: date
    basis: Money
    """Of the order, less what was returned."""
    earlier_orders: int = 0
    """Paid orders of the friend before this one that were not returned whole."""
    is_paid: bool = True
    is_returned: bool = False
    paid_this_month: int = 0
    """Friends for which the referrer was paid in the month of the order."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What each gets, and why not more."""

    friend_points: int = 0
    friend_voucher: str = ""
    referrer_points: int = 0
    reason: Reason | None = None


def judge(referral: Referral, facts: ReferralFacts) -> Verdict:
    """What the friend's order brings to both."""
    reason = _abuse(facts) or _not_due(referral, facts)
    if reason is not None:
        return Verdict(reason=reason)
    if facts.paid_this_month >= referral.most_per_month:
        return Verdict(referral.friend_points, referral.friend_voucher, 0, Reason.MONTH_FULL)
    return Verdict(referral.friend_points, referral.friend_voucher, referral.referrer_points)


def _abuse(facts: ReferralFacts) -> Reason | None:
    friend, referrer = facts.friend, facts.referrer
    blocked = (
        (Reason.SELF, friend.member_id == referrer.member_id),
        (Reason.SAME_PHONE, bool(friend.phones & referrer.phones)),
        (Reason.SAME_CARD, bool(friend.cards & referrer.cards)),
        (Reason.SAME_DEVICE, bool(friend.devices & referrer.devices)),
        (Reason.CASHIER, referrer.staff_id is not None and referrer.staff_id in facts.served_by),
    )
    return next((reason for reason, holds in blocked if holds), None)


def _not_due(referral: Referral, facts: ReferralFacts) -> Reason | None:
    late = facts.ordered_on > facts.enrolled_on + timedelta(days=referral.within_days)
    missing = (
        (Reason.NOT_FIRST, facts.earlier_orders > 0),
        (Reason.UNPAID, not facts.is_paid),
        (Reason.RETURNED, facts.is_returned or facts.basis <= 0),
        (Reason.BELOW_MINIMUM, facts.basis < referral.minimum),
        (Reason.TOO_LATE, late),
    )
    return next((reason for reason, holds in missing if holds), None)


def claws_back(referral: Referral, remaining: Money) -> bool:
    """Whether a refund that leaves `remaining` đồng of the order's basis takes the rewards of both back."""
    return remaining <= 0 or remaining < referral.minimum
