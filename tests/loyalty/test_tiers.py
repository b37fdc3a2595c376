from collections.abc import Iterable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_desktop.loyalty import tiers
from pos_desktop.loyalty.programme import Programme
from pos_desktop.loyalty.tier_windows import Activity, qualifying
from pos_desktop.loyalty.tiers import TierChange, TierMove, TierState

DEFAULT = Programme()
STANDS = date(2027, 3, 31)
GOLD = TierState("gold", STANDS)
MEMBER = TierState("member")
JOINED = date(2025, 1, 15)


def bought(spend: Iterable[tuple[date, int]]) -> list[Activity]:
    return [Activity(on, amount) for on, amount in spend]


def advanced(state: TierState, day: date, *spend: tuple[date, int]) -> list[TierChange]:
    return list(tiers.advance(DEFAULT, state, bought(spend), day, JOINED))


def sold(state: TierState, day: date, *spend: tuple[date, int]) -> list[TierChange]:
    return list(tiers.after_sale(DEFAULT, state, bought(spend), day, JOINED))


@pytest.mark.parametrize(
    ("on", "counts"),
    [
        (date(2026, 3, 2), True), (date(2026, 3, 1), True), (date(2025, 3, 3), True), (date(2025, 3, 2), False),
        (date(2025, 3, 1), False), (date(2026, 3, 3), False),
    ],
)  # fmt: skip
def test_a_rolling_year_takes_dates_after_the_day_a_year_ago_through_today(on, counts):
    assert qualifying(DEFAULT, [Activity(on, 1_000)], date(2026, 3, 2), JOINED) == (1_000 if counts else 0)


def test_a_window_that_ends_on_a_leap_day():
    activity = bought([(date(2023, 2, 28), 1), (date(2023, 3, 1), 10)])
    assert qualifying(DEFAULT, activity, date(2024, 2, 29), JOINED) == 10


def test_a_tier_stands_through_its_month_a_year_later():
    assert tiers.standing_until(date(2026, 3, 2)) == STANDS
    assert tiers.standing_until(date(2027, 2, 28)) == date(2028, 2, 29)


def test_the_lowest_tier_stands_for_ever():
    assert advanced(MEMBER, date(2100, 1, 1)) == []


def test_an_upgrade_is_at_once_and_may_skip_tiers():
    day = date(2026, 3, 2)
    assert sold(MEMBER, day, (day, 1_999_999)) == []
    assert sold(MEMBER, day, (day, 2_000_000)) == [
        TierChange(TierMove.UPGRADE, day, MEMBER, TierState("silver", STANDS))
    ]
    assert sold(MEMBER, day, (day, 12_000_000))[0].after == TierState("diamond", STANDS)


def test_a_sale_between_does_not_move_the_date():
    assert sold(GOLD, date(2026, 9, 1), (date(2026, 3, 2), 5_000_000), (date(2026, 9, 1), 1_000_000)) == []


def test_an_upgrade_moves_it():
    day = date(2026, 9, 1)
    moves = sold(GOLD, day, (date(2026, 3, 2), 5_000_000), (day, 7_000_000))
    assert moves == [TierChange(TierMove.UPGRADE, day, GOLD, TierState("diamond", date(2027, 9, 30)))]


def test_nothing_is_reviewed_while_the_tier_stands():
    assert advanced(GOLD, STANDS) == []


def test_a_review_with_enough_renews_for_a_year():
    spend = (date(2026, 4, 2), 5_000_000)  # the window of 2027-04-01 begins on 2026-04-02
    assert advanced(GOLD, date(2027, 4, 1), spend) == [
        TierChange(TierMove.RENEWAL, date(2027, 4, 1), GOLD, TierState("gold", date(2028, 3, 31)))
    ]


@pytest.mark.parametrize("spend", [(date(2026, 4, 1), 5_000_000), (date(2026, 4, 2), 4_999_999)])
def test_a_review_with_too_little_waits_thirty_days(spend):
    for day in (date(2027, 4, 1), date(2027, 4, 15), date(2027, 4, 30)):
        assert advanced(GOLD, day, spend) == []


def test_on_the_31st_day_it_falls_one_step_which_stands_a_year():
    fell = TierChange(TierMove.FALL, date(2027, 5, 1), GOLD, TierState("silver", date(2028, 5, 31)))
    assert STANDS + timedelta(days=31) == fell.on
    assert advanced(GOLD, date(2027, 5, 1)) == [fell]
    assert advanced(GOLD, date(2027, 12, 24)) == [fell]


def test_a_sale_in_the_grace_days_tests_again():
    last_of_grace = date(2027, 4, 30)
    old, enough = (date(2026, 5, 1), 4_000_000), (last_of_grace, 1_000_000)
    renewed = [TierChange(TierMove.RENEWAL, last_of_grace, GOLD, TierState("gold", date(2028, 3, 31)))]
    assert sold(GOLD, last_of_grace, old, enough) == renewed
    assert advanced(GOLD, date(2027, 12, 1), old, enough) == renewed
    assert sold(GOLD, last_of_grace, old, (last_of_grace, 999_999)) == []


def test_a_sale_after_the_grace_days_is_too_late_to_renew():
    state = tiers.last_state(GOLD, advanced(GOLD, date(2027, 5, 1)))
    assert state.code == "silver"
    day = date(2027, 5, 1)
    assert [move.move for move in sold(state, day, (day, 5_000_000))] == [TierMove.UPGRADE]


def test_a_renewed_tier_does_not_count_the_grace_days():
    """The renewal is for a year more from the old date, not from the day of the sale."""
    day = date(2027, 4, 20)
    assert sold(GOLD, day, (day, 5_000_000))[0].after.stands_until == date(2028, 3, 31)


def test_years_without_anybody_looking_fall_step_by_step():
    diamond = TierState("diamond", date(2026, 3, 31))
    moves = advanced(diamond, date(2030, 1, 1))
    assert [(move.on, move.after.code) for move in moves] == [
        (date(2026, 5, 1), "gold"), (date(2027, 7, 1), "silver"), (date(2028, 8, 31), "member"),
    ]  # fmt: skip
    assert moves[-1].after == MEMBER


def test_asking_often_or_once_is_the_same():
    spend = ((date(2026, 6, 1), 6_000_000), (date(2027, 4, 10), 100_000), (date(2028, 4, 5), 5_000_000))
    once = advanced(GOLD, date(2030, 1, 1), *spend)
    state, daily = GOLD, []
    day = date(2027, 1, 1)
    while day <= date(2030, 1, 1):
        moves = advanced(state, day, *(pair for pair in spend if pair[0] <= day))
        daily += moves
        state, day = tiers.last_state(state, moves), day + timedelta(days=1)
    assert daily == once
    assert [move.move for move in once][:2] == [TierMove.RENEWAL, TierMove.RENEWAL]


def test_the_way_to_the_next_tier():
    assert tiers.to_next(DEFAULT, "member", 1_700_000) == ("Bạc", 300_000)
    assert tiers.to_next(DEFAULT, "gold", 0) == ("Kim cương", 12_000_000)
    assert tiers.to_next(DEFAULT, "silver", 6_000_000) == ("Vàng", 0)
    assert tiers.to_next(DEFAULT, "diamond", 0) is None


spends = st.lists(st.tuples(st.dates(date(2025, 1, 1), date(2029, 1, 1)), st.integers(1, 13_000_000)), max_size=8)


@given(spends, st.sampled_from(["silver", "gold", "diamond"]), st.dates(date(2026, 1, 1), date(2030, 1, 1)))
def test_moves_are_in_order_and_of_one_step(spend, code, day):
    state = TierState(code, date(2026, 6, 30))
    moves = advanced(state, day, *spend)

    assert [move.on for move in moves] == sorted(move.on for move in moves)
    before = state
    for move in moves:
        assert move.before == before
        assert move.on <= day
        step = DEFAULT.rank(move.after.code) - DEFAULT.rank(before.code)
        assert step == (0 if move.move is TierMove.RENEWAL else -1)
        before = move.after
    assert before.stands_until is None or before.stands_until + timedelta(days=31) > day
