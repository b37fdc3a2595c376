from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pos_desktop.loyalty import tiers
from pos_desktop.loyalty.programme import Metric, Programme, Ratio, Tier, Window
from pos_desktop.loyalty.tier_windows import Activity, qualifying
from pos_desktop.loyalty.tiers import ManualTier, TierChange, TierMove, TierState, TierWarning

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


windows, metrics = st.sampled_from(Window), st.sampled_from(Metric)
activities = st.lists(
    st.builds(Activity, st.dates(date(2026, 5, 1), date(2028, 6, 1)), st.integers(1, 6_000_000), st.integers(0, 900),
              st.integers(1, 4)), max_size=12,
)  # fmt: skip
BY_METRIC = {Metric.SPEND: (2_000_000, 5_000_000), Metric.POINTS: (200, 900), Metric.VISITS: (3, 8)}


def counting(metric: Metric, window: Window) -> Programme:
    silver, gold = BY_METRIC[metric]
    steps = (Tier("member", "Thành viên", 0), Tier("silver", "Bạc", silver), Tier("gold", "Vàng", gold))
    return replace(DEFAULT, metric=metric, window=window, tiers=steps)


@settings(max_examples=60)
@given(metrics, windows, activities, st.dates(date(2024, 1, 1), date(2026, 3, 1)), st.integers(0, 365))
def test_asking_day_by_day_or_once_is_the_same(metric, window, activity, joined_on, waits):
    programme, last = counting(metric, window), date(2028, 7, 1)
    once = list(tiers.advance(programme, GOLD, activity, last, joined_on))
    state, daily = GOLD, []
    for day in (date(2027, 3, 20) + timedelta(days=n) for n in range((last - date(2027, 3, 20)).days + 1)):
        known = [one for one in activity if one.on <= day]
        moves = list(tiers.advance(programme, state, known, day, joined_on))
        daily += moves
        state = tiers.last_state(state, moves)
    assert daily == once
    middle = date(2027, 3, 20) + timedelta(days=waits)
    first = list(tiers.advance(programme, GOLD, activity, middle, joined_on))
    then = list(tiers.advance(programme, tiers.last_state(GOLD, first), activity, last, joined_on))
    assert first + then == once


def test_renewals_come_every_year():
    spend = ((date(2026, 6, 1), 6_000_000), (date(2027, 4, 10), 100_000), (date(2028, 4, 5), 5_000_000))
    moves = [(move.move, move.on) for move in advanced(GOLD, date(2029, 3, 1), *spend)]
    assert moves == [(TierMove.RENEWAL, date(2027, 4, 1)), (TierMove.RENEWAL, date(2028, 4, 5))]


# other metrics and windows


def moved(programme: Programme, state: TierState, day: date, *activity: Activity) -> list[TierChange]:
    return list(tiers.after_sale(programme, state, activity, day, JOINED))


def test_points_and_visits_make_tiers_too():
    day = date(2026, 3, 2)
    upgrade = [TierChange(TierMove.UPGRADE, day, MEMBER, TierState("silver", STANDS))]
    points, visits = (counting(metric, Window.ROLLING) for metric in (Metric.POINTS, Metric.VISITS))
    assert moved(points, MEMBER, day, Activity(day, 9_000_000, 199, 9)) == []
    assert moved(points, MEMBER, day, Activity(day, 0, 200)) == upgrade
    assert moved(visits, MEMBER, day, Activity(day, 9_000_000, 900, 2)) == []
    assert moved(visits, MEMBER, day, Activity(day, 0, 0, 2), Activity(day, 0, 0, 1)) == upgrade


def test_a_calendar_year_begins_anew_but_the_tier_stands():
    programme = counting(Metric.SPEND, Window.CALENDAR_YEAR)
    old, new = Activity(date(2026, 3, 2), 5_000_000), Activity(date(2027, 1, 1), 1_900_000)
    assert moved(programme, MEMBER, date(2027, 1, 1), old, new) == []
    assert moved(programme, GOLD, date(2027, 3, 31), old, new) == []
    assert list(tiers.advance(programme, GOLD, [old, new], date(2027, 4, 1), JOINED)) == []
    fallen = list(tiers.advance(programme, GOLD, [old, new], date(2027, 5, 1), JOINED))
    assert [move.after for move in fallen] == [TierState("silver", date(2028, 5, 31))]


def test_a_tier_whose_stand_ends_with_the_year_is_judged_by_that_year():
    programme, stood = counting(Metric.SPEND, Window.CALENDAR_YEAR), date(2026, 12, 31)
    gold, year = TierState("gold", stood), Activity(date(2026, 5, 1), 5_000_000)
    renewed = [TierChange(TierMove.RENEWAL, date(2027, 1, 1), gold, TierState("gold", date(2027, 12, 31)))]
    assert list(tiers.advance(programme, gold, [year], date(2027, 1, 1), JOINED)) == renewed
    short = Activity(date(2026, 5, 1), 4_999_999)
    assert list(tiers.advance(programme, gold, [short], date(2027, 1, 30), JOINED)) == []
    assert [move.on for move in tiers.advance(programme, gold, [short], date(2027, 3, 1), JOINED)] == [
        date(2027, 1, 31)
    ]


def test_years_of_membership_review_what_came_since_the_anniversary():
    programme = counting(Metric.VISITS, Window.MEMBERSHIP_YEAR)
    before, since = Activity(date(2027, 1, 14), 0, 0, 8), Activity(date(2027, 1, 15), 0, 0, 8)
    assert list(tiers.advance(programme, GOLD, [before], date(2027, 4, 1), JOINED)) == []
    assert [move.move for move in tiers.advance(programme, GOLD, [since], date(2027, 4, 1), JOINED)] == [
        TierMove.RENEWAL
    ]


def test_what_counts_for_ever_never_falls():
    programme = counting(Metric.SPEND, Window.LIFETIME)
    moves = list(tiers.advance(programme, GOLD, [Activity(date(2020, 1, 1), 5_000_000)], date(2031, 1, 1), JOINED))
    assert [move.on.year for move in moves] == [2027, 2028, 2029, 2030]
    assert {move.move for move in moves} == {TierMove.RENEWAL}


@pytest.mark.parametrize(
    ("day", "until"),
    [
        (date(2026, 1, 31), date(2027, 1, 31)), (date(2027, 2, 1), date(2028, 2, 29)),
        (date(2024, 2, 29), date(2025, 2, 28)), (date(2026, 12, 31), date(2027, 12, 31)),
    ],
)  # fmt: skip
def test_stands_end_with_months_and_leap_years(day, until):
    assert tiers.standing_until(day) == until


# warnings


def warned(day: date, *spend: tuple[date, int], state: TierState = GOLD) -> TierWarning | None:
    return tiers.warning(DEFAULT, state, bought(spend), day, JOINED)


def test_the_warning_begins_thirty_days_before_and_says_what_is_missing():
    spend = (date(2026, 9, 1), 3_800_000)
    assert warned(date(2027, 2, 28), spend) is None
    assert warned(date(2027, 3, 1), spend) == TierWarning("gold", 1_200_000, STANDS)
    assert warned(STANDS, spend) == TierWarning("gold", 1_200_000, STANDS)


def test_what_leaves_the_window_before_the_review_does_not_count():
    old = (date(2026, 3, 2), 5_000_000)
    assert warned(date(2027, 3, 1), old) == TierWarning("gold", 5_000_000, STANDS)


def test_who_has_enough_is_not_warned():
    assert warned(date(2027, 3, 15), (date(2026, 9, 1), 5_000_000)) is None
    assert warned(date(2027, 3, 15), state=MEMBER) is None


def test_in_the_days_of_grace_the_warning_goes_on_through_the_last():
    spend = (date(2026, 9, 1), 3_800_000)
    last = date(2027, 4, 30)
    assert warned(date(2027, 4, 1), spend) == TierWarning("gold", 1_200_000, last)
    assert warned(last, spend, (date(2027, 4, 10), 200_000)) == TierWarning("gold", 1_000_000, last)
    assert warned(date(2027, 5, 1), spend) is None


def test_a_warning_counts_visits_where_the_programme_does():
    programme = counting(Metric.VISITS, Window.ROLLING)
    got = tiers.warning(programme, GOLD, [Activity(date(2026, 9, 1), 0, 0, 5)], date(2027, 3, 15), JOINED)
    assert got == TierWarning("gold", 3, STANDS)


# by hand and by invitation

VIP = Tier("vip", "VIP", 0, Ratio(3, 1), invitation=True)
INVITING = replace(DEFAULT, tiers=(*DEFAULT.tiers[:2], VIP, *DEFAULT.tiers[2:]))


def test_a_manual_tier_wins_from_its_first_through_its_last_day():
    manual = ManualTier("diamond", date(2026, 6, 30), "khách mời", since=date(2026, 3, 2))
    days = (date(2026, 3, 1), date(2026, 3, 2), date(2026, 6, 30), date(2026, 7, 1))
    codes = [tiers.effective(DEFAULT, GOLD, manual, day).code for day in days]
    assert codes == ["gold", "diamond", "diamond", "gold"]


def test_a_manual_tier_may_be_lower_and_one_that_is_gone_gives_nothing():
    day = date(2026, 3, 2)
    assert tiers.effective(DEFAULT, GOLD, ManualTier("member", day, "phạt"), day).code == "member"
    assert tiers.effective(DEFAULT, GOLD, ManualTier("platinum", day, "cũ"), day).code == "gold"
    assert tiers.effective(DEFAULT, GOLD, None, day).code == "gold"


def test_under_a_manual_tier_the_computed_one_goes_on():
    manual = ManualTier("diamond", date(2027, 12, 31), "khách mời")
    fallen = tiers.last_state(GOLD, advanced(GOLD, date(2027, 5, 1)))
    assert tiers.effective(DEFAULT, fallen, manual, date(2027, 12, 31)).code == "diamond"
    assert tiers.effective(DEFAULT, fallen, manual, date(2028, 1, 1)).code == "silver"


def test_a_tier_by_invitation_is_never_reached_nor_fallen_to():
    day = date(2026, 3, 2)
    assert [INVITING.tier_for(amount).code for amount in (0, 2_000_000, 5_000_000)] == ["member", "silver", "gold"]
    assert tiers.to_next(INVITING, "silver", 3_000_000) == ("Vàng", 2_000_000)
    assert tiers.to_next(INVITING, "vip", 3_000_000) == ("Vàng", 2_000_000)
    fallen = list(tiers.advance(INVITING, GOLD, [], date(2027, 5, 1), JOINED))
    assert fallen[0].after.code == "silver"
    assert tiers.effective(INVITING, GOLD, ManualTier("vip", day, "VIP"), day) == VIP
