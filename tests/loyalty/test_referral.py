from dataclasses import replace
from datetime import date, timedelta

import pytest

from pos_desktop.core.plain import from_plain, to_plain
from pos_desktop.loyalty.referral import Person, Reason, Referral, ReferralFacts, Verdict, claws_back, judge

RULE = Referral(friend_points=20, friend_voucher="welcome", referrer_points=30, minimum=50_000, within_days=30,
                most_per_month=3)  # fmt: skip
JOINED = date(2026, 3, 2)
FRIEND = Person("m2", frozenset({"+84902"}), frozenset({"29-2", "visa-2"}), frozenset({"phone-2"}))
REFERRER = Person("m1", frozenset({"+84901"}), frozenset({"29-1"}), frozenset({"phone-1"}))
FACTS = ReferralFacts(FRIEND, REFERRER, frozenset({"s1"}), JOINED, JOINED, 50_000)
BOTH = Verdict(20, "welcome", 30)


def judged(**changes: object) -> Verdict:
    return judge(RULE, replace(FACTS, **changes))


def test_both_are_paid_for_the_first_order_of_enough():
    assert judge(RULE, FACTS) == BOTH
    assert judged(ordered_on=JOINED + timedelta(days=30), basis=900_000, paid_this_month=2) == BOTH


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"referrer": FRIEND}, Reason.SELF),
        ({"referrer": replace(REFERRER, phones=frozenset({"+84901", "+84902"}))}, Reason.SAME_PHONE),
        ({"referrer": replace(REFERRER, cards=frozenset({"visa-2"}))}, Reason.SAME_CARD),
        ({"referrer": replace(REFERRER, devices=frozenset({"phone-2"}))}, Reason.SAME_DEVICE),
        ({"referrer": replace(REFERRER, staff_id="s1")}, Reason.CASHIER),
        ({"earlier_orders": 1}, Reason.NOT_FIRST),
        ({"is_paid": False}, Reason.UNPAID),
        ({"is_returned": True}, Reason.RETURNED), ({"basis": 0}, Reason.RETURNED),
        ({"basis": 49_999}, Reason.BELOW_MINIMUM),
        ({"ordered_on": JOINED + timedelta(days=31)}, Reason.TOO_LATE),
    ],
)  # fmt: skip
def test_nobody_is_paid_and_why(changes, reason):
    assert judged(**changes) == Verdict(reason=reason)


def test_staff_may_bring_friends_whom_they_do_not_serve():
    assert judged(referrer=replace(REFERRER, staff_id="s2")) == BOTH


def test_what_is_not_known_matches_nothing():
    assert judged(friend=Person("m2"), referrer=Person("m1"), served_by=frozenset()) == BOTH


def test_a_full_month_still_pays_the_friend():
    assert judged(paid_this_month=3) == Verdict(20, "welcome", 0, Reason.MONTH_FULL)


def test_abuse_is_told_before_what_is_only_missing():
    assert judged(referrer=FRIEND, earlier_orders=1).reason is Reason.SELF


@pytest.mark.parametrize(("remaining", "back"), [(50_000, False), (49_999, True), (0, True), (900_000, False)])
def test_a_refund_below_the_minimum_takes_both_rewards_back(remaining, back):
    assert claws_back(RULE, remaining) is back
    assert claws_back(replace(RULE, minimum=0), remaining) is (remaining == 0)


@pytest.mark.parametrize(
    ("field", "wrong"),
    [("friend_points", -1), ("friend_points", 10**7), ("referrer_points", -1), ("referrer_points", 10**7),
     ("minimum", -1), ("minimum", 10**12), ("within_days", 0), ("within_days", 4_000), ("most_per_month", 0)],
)  # fmt: skip
def test_referrals_that_cannot_be_are_named(field, wrong):
    assert replace(RULE, **{field: wrong}).faults() == (field,)


def test_referrals_that_can_be():
    assert RULE.faults() == ()
    assert Referral().faults() == ("referrer_points",), "nobody gets anything"
    assert Referral(friend_voucher="welcome").faults() == ()
    assert from_plain(Referral, to_plain(RULE)) == RULE
