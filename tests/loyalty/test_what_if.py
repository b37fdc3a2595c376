"""Tests of replaying a member's past under another programme, with numbers worked out by hand."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from fractions import Fraction

from pos_desktop.core.occasion import Occasion
from pos_desktop.core.quantity import ONE
from pos_desktop.loyalty.anniversaries import Anniversary, AnniversaryKind
from pos_desktop.loyalty.lots import Lot
from pos_desktop.loyalty.programme import ExpiryPolicy, Programme
from pos_desktop.loyalty.rules import EarnRate, Ratio, Rule, Trigger
from pos_desktop.loyalty.tiers import TierState
from pos_desktop.loyalty.what_if import Given, Outcome, PastLine, PastMember, PastSale, Tally, gifted, replay, shift
from pos_desktop.selling.conditions import When
from pos_desktop.selling.order import OrderType

OLD = Programme()
DOUBLE = replace(OLD, earn=EarnRate(2, 10_000))
LAST = date(2026, 6, 30)
START = (Lot("l1", 200, date(2026, 1, 1), date(2026, 12, 31)),)


def sold(day: str, worth: int, redeemed: int = 0, hour: int = 9, **more) -> PastSale:
    on = date.fromisoformat(day)
    at = datetime.combine(on, time(hour), UTC)
    return PastSale(at, on, OrderType.TAKE_AWAY, (PastLine("PHO", "", ONE, worth, **more),), redeemed)


def member(*sales: PastSale, **more) -> PastMember:
    return PastMember("lan", date(2025, 1, 1), TierState("member"), sales=sales, **more)


def moment(sale: PastSale) -> Occasion:
    return Occasion(sale.day, sale.at.time())


def under(programme: Programme, lan: PastMember, shares=None):
    return replay(lan, programme, moment, LAST, shares)


def test_points_of_one_sale():
    lan = member(sold("2026-03-02", 247_000))
    assert (under(OLD, lan).issued, under(DOUBLE, lan).issued) == (24, 49)
    assert under(OLD, lan).available == 24


def test_each_sale_takes_the_same_part_of_the_points():
    """Then 100 of 200, later 60 of 119. With points of 50 ₫ at double rate: 100 of 200, later 70 of 139."""
    lan = member(sold("2026-03-02", 200_000, 100), sold("2026-03-09", 300_000, 60), lots=START)
    old = under(OLD, lan)
    assert old.shares == (Fraction(1, 2), Fraction(60, 119))
    assert (old.issued, old.redeemed, old.available) == (19 + 29, 160, 200 + 48 - 160)
    cheap = replace(DOUBLE, point_value=50)
    new = under(cheap, lan, old.shares)
    assert (new.issued, new.redeemed, new.available) == (39 + 59, 170, 200 + 98 - 170)


def test_what_the_programme_does_not_allow_is_not_redeemed():
    lan = member(sold("2026-03-02", 200_000, 100), lots=START)
    old = under(OLD, lan)
    assert under(replace(OLD, minimum=150), lan, old.shares).redeemed == 0
    assert under(replace(OLD, cap=200), lan, old.shares).redeemed == 0, "2 % of 200.000 ₫ are 40 points, below 50"
    assert under(replace(OLD, cap=400), lan, old.shares).redeemed == 80


def test_tiers_are_walked_from_the_beginning():
    """2.600.000 ₫ are Bạc; where Vàng begins at 2.500.000 they are Vàng, and the next sale earns half as much again."""
    low = replace(OLD, tiers=(OLD.tiers[0], OLD.tiers[1], replace(OLD.tiers[2], threshold=2_500_000), OLD.tiers[3]))
    lan = member(sold("2026-03-02", 2_600_000), sold("2026-03-09", 100_000))
    old, new = under(OLD, lan), under(low, lan)
    assert (old.tier, old.issued) == ("silver", 260 + 12)
    assert (new.tier, new.issued) == ("gold", 260 + 15)


def test_a_tier_that_is_not_kept_falls_within_the_window():
    gold = replace(member(), tier=TierState("gold", date(2026, 2, 28)))
    assert under(OLD, gold).tier == "silver"


def test_first_order_and_birthday_count_once():
    welcome = Rule("first", "Đơn đầu", Trigger.FIRST_ORDER, flat=20, priority=1)
    birthday = Rule("bd", "Sinh nhật", Trigger.BIRTHDAY, multiplier=Ratio(2), priority=2)
    sales = [sold(f"2026-03-0{day}", 100_000) for day in (1, 2, 3)]
    lan = member(*sales, birthdays=(date(2026, 3, 4),))
    ruled = replace(OLD, rules=(welcome, birthday))
    assert under(ruled, lan).issued == (20 + 20) + 10 + 10
    assert under(ruled, replace(lan, bought_before=True)).issued == 20 + 10 + 10


def test_the_window_of_a_birthday_is_the_programme_s_own():
    birthday = replace(OLD, rules=(Rule("bd", "Sinh nhật", Trigger.BIRTHDAY, flat=10),))
    lan = member(sold("2026-03-02", 100_000), birthdays=(date(2026, 3, 10),))
    assert under(birthday, lan).issued == 10
    assert under(replace(birthday, birthday_before=8), lan).issued == 20


GENEROUS = replace(
    OLD,
    rules=(Rule("up", "Chào mừng", Trigger.SIGN_UP, flat=20), Rule("jo", "Kỷ niệm", Trigger.ANNIVERSARY, flat=7)),
    anniversaries=(Anniversary("a1", "Sinh nhật", AnniversaryKind.BIRTHDAY, before=5, points=50),
                   Anniversary("a2", "Rằm sinh nhật", AnniversaryKind.BIRTHDAY, before=9, points=60, lunar=True)),
)  # fmt: skip


def gifts(lan: PastMember) -> list[tuple[str, int]]:
    """What the generous programme gives between 2026-01-01 and the last day."""
    found = gifted(lan, GENEROUS, Occasion, date(2025, 12, 31), LAST)
    assert under(GENEROUS, found).issued == sum(each.points for each in found.given)
    return [(each.day.isoformat(), each.points) for each in found.given]


def test_what_comes_without_a_sale_is_given_anew():
    """Joined on 2025-04-10: the window of the day of joining begins three days before, that of a birthday five."""
    lan = replace(member(), joined_on=date(2025, 4, 10), birthdays=(date(2026, 2, 20), date(2027, 2, 20)))
    assert gifts(lan) == [("2026-02-15", 50), ("2026-04-07", 7)]
    assert gifts(replace(lan, is_lunar=True)) == [("2026-02-11", 60), ("2026-04-07", 7)]
    assert gifts(replace(lan, earns=False)) == []
    assert gifts(replace(lan, birthdays=(date(2026, 1, 2),))) == [("2026-04-07", 7)], "its window began before"


def test_signing_up_is_given_to_those_who_joined_at_the_till_within_the_window():
    lan = replace(member(), joined_on=date(2026, 2, 1), signed_up=True)
    assert gifts(lan) == [("2026-02-01", 20)]
    assert gifts(replace(lan, joined_on=date(2025, 12, 1))) == []
    assert gifts(replace(lan, signed_up=False)) == []


def test_who_joins_within_the_days_of_a_birthday_is_given_it_then():
    lan = replace(member(), joined_on=date(2026, 2, 1))
    assert gifts(replace(lan, birthdays=(date(2026, 1, 29),))) == [("2026-02-01", 50)]
    assert gifts(replace(lan, birthdays=(date(2026, 1, 28),))) == []


def test_dated_rules_see_the_moment_of_the_sale():
    sundays = replace(OLD, rules=(Rule("sun", "Chủ nhật", multiplier=Ratio(3), when=When(weekdays=(6,))),))
    lan = member(sold("2026-03-01", 100_000), sold("2026-03-02", 100_000))
    assert under(sundays, lan).issued == 30 + 10


def test_limits_of_a_day():
    sales = [sold("2026-03-02", 100_000, hour=hour) for hour in (9, 10, 11)]
    assert under(replace(OLD, orders_per_day=2), member(*sales)).issued == 20
    assert under(replace(OLD, minutes_apart=90), member(*sales)).issued == 20
    assert under(replace(OLD, points_per_day=25), member(*sales)).issued == 25


def test_lines_that_earn_nothing_and_points_that_came_otherwise():
    lan = member(sold("2026-03-02", 100_000, earns=False), given=(Given(date(2026, 3, 1), 80), Given(LAST, -500)))
    assert under(OLD, lan).issued == 0
    assert under(OLD, lan).available == 0
    assert under(OLD, replace(lan, given=lan.given[:1])).available == 80


def test_expiry_and_pending():
    lan = member(sold("2026-03-02", 100_000), sold("2026-06-29", 50_000))
    short = replace(OLD, expiry_months=1)
    assert under(short, lan).available == 5
    waiting = under(replace(OLD, pending_days=7), lan)
    assert (waiting.available, waiting.pending) == (10, 5)


def test_idle_points_live_while_the_member_comes():
    idle = replace(OLD, expiry=ExpiryPolicy.IDLE, expiry_months=2)
    comes = member(*(sold(f"2026-0{month}-15", 100_000) for month in (1, 3, 5)))
    stays_away = member(sold("2026-01-15", 100_000), sold("2026-05-15", 100_000))
    assert under(idle, comes).available == 30
    assert under(idle, stays_away).available == 10


def test_outcome():
    tally = Tally(replace(OLD, point_value=50))
    for lan in (member(sold("2026-03-02", 247_000)), member(sold("2026-03-02", 2_000_000))):
        tally.add(under(OLD, lan))
    found = tally.outcome()
    assert found == Outcome(224, 0, 224, 0, 50, (("member", 1), ("silver", 1), ("gold", 0), ("diamond", 0)))
    assert (found.liability, found.cost, found.cost_share(2_247_000), found.cost_share(0)) == (11_200, 11_200, 50, None)


def test_who_rises_and_who_falls():
    assert shift("lan", OLD, "silver", DOUBLE, "silver") is None
    up, down = shift("lan", OLD, "silver", DOUBLE, "gold"), shift("lan", OLD, "gold", DOUBLE, "member")
    assert up is not None
    assert down is not None
    assert (up.rises, down.rises) == (True, False)
    fewer = replace(OLD, tiers=(OLD.tiers[0], replace(OLD.tiers[3], threshold=5_000_000)))
    risen = shift("lan", OLD, "gold", fewer, "diamond")
    assert risen is not None
    assert risen.rises, "third of four before, first of two now"
