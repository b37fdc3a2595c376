"""Points of returned sales, with the rules of docs/loyalty.md, Refund and void."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from pos_desktop.loyalty.lots import Allocation, Lot
from pos_desktop.loyalty.programme import Shortfall
from pos_desktop.loyalty.reversal import (
    GiveBack,
    Restored,
    TakeBack,
    Taken,
    clawback,
    give_back,
    moved,
    restoration,
    take_back,
    with_restored,
)  # fmt: skip

DAY = date(2026, 3, 2)
BEGAN = date(2026, 1, 15)


def lot(name: str, left: int, expires_on: date | None = date(2027, 1, 31), **more: object) -> Lot:
    return replace(Lot(name, left, BEGAN, expires_on), **more)


# how many


@pytest.mark.parametrize(
    ("earned", "by_rest", "already", "taken"),
    [(29, 19, 0, 10), (29, 9, 10, 10), (29, 0, 20, 9), (29, 0, 29, 0), (0, 5, 0, 0), (29, 40, 0, 0), (29, 40, 5, 0)],
)
def test_taken_back_is_what_the_rest_no_longer_earns(earned, by_rest, already, taken):
    assert clawback(earned, by_rest, already) == taken


@pytest.mark.parametrize(
    ("redeemed", "share", "already", "given"),
    [
        (60, Fraction(1, 3), 0, 20), (60, Fraction(2, 3), 20, 20), (60, Fraction(1), 40, 20),
        (120, Fraction(27_550, 126_825), 0, 26), (120, Fraction(55_100, 126_825), 26, 26),
        (0, Fraction(1, 2), 0, 0), (10, Fraction(1, 3), 0, 3), (10, Fraction(999, 1000), 3, 6), (10, Fraction(1), 9, 1),
    ],
)  # fmt: skip
def test_given_back_is_the_floor_of_the_exact_share_to_date(redeemed, share, already, given):
    assert restoration(redeemed, share, already) == given


# giving back

FIRST, SECOND = lot("a", 0, date(2026, 6, 30)), lot("b", 5, date(2026, 9, 30))
TAKEN = (Taken(FIRST, 40), Taken(SECOND, 20))


def test_the_lot_taken_last_is_filled_first_with_its_own_expiry():
    assert give_back(15, TAKEN, 0, DAY).restored == (Restored("b", 15, date(2026, 9, 30)),)
    assert give_back(30, TAKEN, 0, DAY).restored == (
        Restored("b", 20, date(2026, 9, 30)), Restored("a", 10, date(2026, 6, 30)),
    )  # fmt: skip


def test_what_is_back_already_is_not_given_twice():
    half = (Taken(FIRST, 40, 5), Taken(SECOND, 20, 20))
    assert give_back(35, half, 0, DAY).restored == (Restored("a", 35, date(2026, 6, 30)),)
    with pytest.raises(ValueError, match="1 points more"):
        give_back(36, half, 0, DAY)


def test_debt_is_paid_before_any_lot():
    assert give_back(20, TAKEN, 8, DAY) == GiveBack(8, (Restored("b", 12, date(2026, 9, 30)),))
    assert give_back(20, TAKEN, 50, DAY) == GiveBack(20)
    assert give_back(20, TAKEN, 8, DAY).points == 20
    assert give_back(0, (), 8, DAY) == GiveBack()


@pytest.mark.parametrize(
    ("expires_on", "is_own", "then"),
    [
        (date(2026, 3, 9), False, date(2026, 3, 9)), (date(2026, 3, 8), True, date(2026, 3, 9)),
        (date(2026, 3, 2), True, date(2026, 3, 9)), (date(2026, 1, 31), True, date(2026, 3, 9)), (None, False, None),
    ],
)  # fmt: skip
def test_points_that_would_die_within_a_week_get_a_lot_of_their_own(expires_on, is_own, then):
    back = give_back(5, (Taken(lot("a", 0, expires_on), 5),), 0, DAY)
    assert back.restored == (Restored("a", 5, then, is_own),)


def test_an_empty_lot_is_there_again_and_a_lot_of_its_own_is_named_after_its_origin():
    dead = lot("dead", 3, date(2026, 2, 28), seq=4, sale="older")
    taken = (Taken(dead, 7), Taken(FIRST, 40), Taken(SECOND, 20))
    after = with_restored((dead, SECOND), taken, give_back(67, taken, 0, DAY), DAY)
    assert after == (dead, lot("b", 25, date(2026, 9, 30)), lot("a", 40, date(2026, 6, 30)),
                     Lot("+dead", 7, DAY, date(2026, 3, 9), 7, "older"))  # fmt: skip


# taking back

OWN = lot("own", 29, date(2027, 3, 31), sale="s")
SOON, LATE, EVER = lot("soon", 10, date(2026, 4, 30)), lot("late", 100), lot("ever", 50, None)
OTHERS = (EVER, LATE, SOON)


def take(points: int, *lots: Lot, **more: object) -> TakeBack:
    return take_back(points, lots, "s", DAY, **more)


def test_the_sale_s_own_lot_pays_first():
    assert take(10, *OTHERS, OWN) == TakeBack((Allocation("own", -10),))


def test_then_those_that_die_first_and_at_last_a_debt():
    assert take(200, *OTHERS, OWN) == TakeBack(
        (Allocation("own", -29), Allocation("soon", -10), Allocation("late", -100), Allocation("ever", -50)), debt=11
    )
    assert take(200, *OTHERS, OWN).points == 200
    assert take(7) == TakeBack(debt=7)


def test_pending_points_of_the_sale_go_before_its_usable_ones():
    pending = lot("bonus", 5, date(2027, 3, 31), sale="s", usable_from=date(2026, 3, 9))
    assert take(8, OWN, pending).allocations == (Allocation("bonus", -5), Allocation("own", -3))


def test_the_policy_clamp_gives_the_shortfall_up():
    got = take(200, *OTHERS, OWN, shortfall=Shortfall.CLAMP)
    assert (got.debt, got.shortfall, got.points) == (0, 11, 200)


def test_what_has_expired_of_the_sale_is_not_taken_again():
    assert take(29, LATE, written_off=29) == TakeBack(expired=29)
    assert take(29, LATE, written_off=9) == TakeBack((Allocation("late", -20),), expired=9)
    assert take(29, LATE, written_off=9).points == 20


def test_what_is_dead_but_not_yet_written_off_counts_as_expired_too():
    dead = replace(OWN, expires_on=date(2026, 3, 1), left=12)
    assert take(29, LATE, dead) == TakeBack((Allocation("late", -17),), expired=12)
    assert take(29, LATE, dead, written_off=2).expired == 14


def test_dead_points_of_others_pay_nothing():
    assert take(5, replace(SOON, expires_on=date(2026, 3, 1))) == TakeBack(debt=5)


def test_own_points_that_live_are_taken_before_anything_counts_as_expired():
    assert take(20, replace(OWN, left=15), written_off=14) == TakeBack((Allocation("own", -15),), expired=5)


def test_split_takings_of_an_expired_lot_come_to_the_whole():
    whole = take(29, LATE, written_off=12).points
    first = take(10, LATE, written_off=12)
    second = take(29 - first.points, *moved((LATE,), first.allocations), written_off=12)
    assert (first.points, second.points) == (0, 17)
    assert first.points + second.points == whole
