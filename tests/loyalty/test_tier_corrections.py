from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from pos_desktop.loyalty.programme import Metric, Programme, Tier
from pos_desktop.loyalty.tier_corrections import after_parting, after_refund, made_by, moves_under, resting_on
from pos_desktop.loyalty.tier_windows import Activity
from pos_desktop.loyalty.tiers import TierChange, TierMove, TierState

DEFAULT = Programme()
DAY, NEXT = date(2026, 3, 2), date(2026, 3, 3)
JOINED = date(2025, 1, 15)
SOLD_AT = datetime(2026, 3, 2, 18, 0)
A_DAY = timedelta(hours=24)
MEMBER, STANDS = TierState("member"), date(2027, 3, 31)
SILVER, GOLD, DIAMOND = (TierState(code, STANDS) for code in ("silver", "gold", "diamond"))
OLD_SILVER = TierState("silver", date(2026, 8, 31))
TO_GOLD = TierChange(TierMove.UPGRADE, DAY, MEMBER, GOLD)


def refunded(state: TierState, left: int, made: TierChange | None = TO_GOLD, age=timedelta(hours=1), day=DAY):
    activity = [Activity(DAY, 6_000_000), Activity(DAY, left - 6_000_000)]
    return list(after_refund(
        DEFAULT, state, activity, day, made=made, made_at=SOLD_AT, at=SOLD_AT + age, joined_on=JOINED
    ))  # fmt: skip


def reversal(before: TierState, after: TierState, on: date = DAY) -> list[TierChange]:
    return [TierChange(TierMove.REVERSAL, on, before, after)]


# a refund


def test_a_tier_that_the_rest_still_reaches_stays():
    assert refunded(GOLD, 5_000_000) == []


def test_it_is_the_tier_that_the_rest_gives_with_a_year_from_the_sale():
    assert refunded(GOLD, 4_999_999) == reversal(GOLD, SILVER)
    assert refunded(GOLD, 2_000_000, day=NEXT) == reversal(GOLD, SILVER, NEXT)
    assert refunded(GOLD, 1_999_999) == reversal(GOLD, MEMBER)


def test_it_is_not_below_the_tier_before_which_gets_back_its_date():
    made = TierChange(TierMove.UPGRADE, DAY, OLD_SILVER, DIAMOND)
    assert refunded(DIAMOND, 0, made) == reversal(DIAMOND, OLD_SILVER)
    assert refunded(DIAMOND, 2_000_000, made) == reversal(DIAMOND, OLD_SILVER)
    assert refunded(DIAMOND, 5_000_000, made) == reversal(DIAMOND, GOLD)


@pytest.mark.parametrize(("age", "falls"), [(timedelta(0), True), (A_DAY - timedelta(seconds=1), True), (A_DAY, False)])
def test_only_a_sale_of_less_than_24_hours_takes_its_tier_back(age, falls):
    assert bool(refunded(GOLD, 0, age=age, day=NEXT)) == falls


def test_a_sale_that_did_not_make_the_present_tier_leaves_it():
    assert refunded(GOLD, 0, None) == []
    assert refunded(DIAMOND, 0) == []
    assert refunded(replace(GOLD, stands_until=date(2028, 3, 31)), 0) == []


def test_visits_take_their_tier_back_as_well():
    visits = replace(DEFAULT, metric=Metric.VISITS, tiers=(Tier("member", "Thành viên", 0), Tier("gold", "Vàng", 10)))
    gold = TierChange(TierMove.UPGRADE, DAY, MEMBER, GOLD)
    activity = [Activity(DAY, 0, 0, 10), Activity(DAY, 0, 0, -1)]
    got = after_refund(visits, GOLD, activity, DAY, made=gold, made_at=SOLD_AT, at=SOLD_AT, joined_on=JOINED)
    assert list(got) == reversal(GOLD, MEMBER)


# which sale made the tier


def test_the_last_upgrade_made_the_tier():
    to_silver = TierChange(TierMove.UPGRADE, DAY, MEMBER, SILVER)
    to_gold = TierChange(TierMove.UPGRADE, DAY, SILVER, GOLD)
    kept = [("a", to_silver), ("b", to_gold)]
    assert (made_by(kept, "a"), made_by(kept, "b"), made_by([], "a")) == (None, to_gold, None)


def test_after_the_refund_of_a_part_the_rest_still_made_it():
    kept = [("a", TO_GOLD), ("a", reversal(GOLD, SILVER)[0])]
    made = made_by(kept, "a")
    assert made == replace(TO_GOLD, after=SILVER)
    assert refunded(SILVER, 0, made) == reversal(SILVER, MEMBER)


def test_when_a_sale_is_taken_back_the_one_before_has_made_the_tier_again():
    to_silver = TierChange(TierMove.UPGRADE, DAY, MEMBER, SILVER)
    to_gold = TierChange(TierMove.UPGRADE, DAY, SILVER, GOLD)
    kept = [("a", to_silver), ("b", to_gold), (None, reversal(GOLD, SILVER)[0])]
    assert (made_by(kept, "a"), made_by(kept, "b")) == (to_silver, None)
    assert refunded(SILVER, 0, made_by(kept, "a")) == reversal(SILVER, MEMBER)


def test_a_renewal_and_a_fall_rest_on_no_sale():
    renewed = TierChange(TierMove.RENEWAL, DAY, GOLD, GOLD)
    assert made_by([("a", TO_GOLD), ("a", renewed)], "a") is None
    assert made_by([(None, reversal(GOLD, SILVER)[0])], "a") is None
    assert resting_on([("a", TO_GOLD), (None, renewed)]) is None


def test_accounts_that_part_again_lose_what_they_had_together():
    joined = TierChange(TierMove.REGRADE, DAY, OLD_SILVER, GOLD)
    assert resting_on([("a", TO_GOLD), (None, joined)]) == joined
    alone = [Activity(DAY, 3_000_000)]
    late = date(2026, 3, 30)
    parted = after_parting(DEFAULT, GOLD, alone, late, made=joined, joined_on=JOINED)
    assert list(parted) == reversal(GOLD, OLD_SILVER, late)
    enough = [Activity(DAY, 5_000_000)]
    assert list(after_parting(DEFAULT, GOLD, enough, late, made=joined, joined_on=JOINED)) == []


# an edited table


def under(programme: Programme, state: TierState, *amounts: int) -> list[TierChange]:
    return list(moves_under(programme, state, [Activity(DAY, amount) for amount in amounts], NEXT, JOINED))


def regrade(before: TierState, after: TierState) -> list[TierChange]:
    return [TierChange(TierMove.REGRADE, NEXT, before, after)]


BASE, BRONZE, TOP = Tier("member", "Thành viên", 0), Tier("bronze", "Đồng", 1_000_000), Tier("gold", "Vàng", 8_000_000)
EDITED = replace(DEFAULT, tiers=(BASE, BRONZE, TOP))


def test_the_same_table_moves_nobody():
    for state in (MEMBER, SILVER, GOLD):
        assert under(DEFAULT, state, 1_000_000) == []


def test_a_tier_that_is_still_there_stays_though_it_is_not_reached_any_more():
    assert under(EDITED, GOLD, 5_000_000) == []


def test_a_higher_one_that_is_reached_is_given_at_once():
    assert under(EDITED, MEMBER, 1_000_000) == regrade(MEMBER, TierState("bronze", STANDS))
    assert under(EDITED, MEMBER, 999_999) == []


def test_one_that_is_gone_becomes_the_highest_that_is_reached():
    assert under(EDITED, SILVER, 2_500_000) == regrade(SILVER, TierState("bronze", STANDS))
    assert under(EDITED, SILVER, 500_000) == regrade(SILVER, MEMBER)
    assert under(EDITED, DIAMOND, 13_000_000) == regrade(DIAMOND, GOLD)


def test_one_that_goes_by_invitation_now_is_gone_too():
    invited = replace(DEFAULT, tiers=(*DEFAULT.tiers[:2], replace(DEFAULT.tiers[2], invitation=True)))
    assert under(invited, GOLD, 9_000_000) == regrade(GOLD, SILVER)


def test_the_lowest_has_no_date_and_the_others_have_one():
    lower = replace(DEFAULT, tiers=(replace(DEFAULT.tiers[1], threshold=0), DEFAULT.tiers[2]))
    assert under(lower, SILVER, 0) == regrade(SILVER, TierState("silver"))
    higher = replace(DEFAULT, tiers=(Tier("guest", "Khách", 0), replace(BASE, threshold=500_000)))
    assert under(higher, MEMBER, 0) == regrade(MEMBER, TierState("member", STANDS))


def test_more_activity_under_the_same_table_lifts_a_merged_member():
    assert under(DEFAULT, OLD_SILVER, 3_000_000, 2_000_000) == regrade(OLD_SILVER, GOLD)
