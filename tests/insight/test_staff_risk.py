"""Who deserves a look: rates in 100 sales, the others' median, marks that a few people cannot distort."""

import pytest

from pos_desktop.insight.staff_risk import LEAST_CASES, LEAST_SALES, Sign, per_100, watch


def watched(sales, **cases):
    counted = [(person, Sign.NO_SALE) for person, count in cases.items() for _ in range(count)]
    return {one.staff_id: one for one in watch(sales, counted)}


def rate(one):
    return next(rate for rate in one.rates if rate.sign is Sign.NO_SALE)


def test_a_rate_against_the_others_median():
    found = watched({"a": 100, "b": 200, "c": 100}, a=10, b=4, c=3)
    assert (rate(found["a"]).per_100, rate(found["a"]).others) == (1_000, 200)
    assert (rate(found["b"]).per_100, rate(found["b"]).others) == (200, 300)
    assert [one.staff_id for one in found.values() if one.marked] == ["a"]


@pytest.mark.parametrize(("cases", "is_marked"), [(LEAST_CASES - 1, False), (LEAST_CASES, True)])
def test_once_or_twice_happens_to_everybody(cases, is_marked):
    assert rate(watched({"a": 100, "b": 100}, a=cases)["a"]).is_marked is is_marked


@pytest.mark.parametrize(("cases", "is_marked"), [(20, False), (21, True)])
def test_above_twice_the_others_and_not_at_it(cases, is_marked):
    assert rate(watched({"a": 100, "b": 100}, a=cases, b=10)["a"]).is_marked is is_marked


def test_two_people_do_not_hide_each_other():
    found = watched({"a": 100, "b": 100}, a=30, b=1)
    assert (rate(found["a"]).is_marked, rate(found["b"]).is_marked) == (True, False)


def test_one_bad_neighbour_does_not_cover_another():
    found = watched({"a": 100, "b": 100, "c": 100}, a=30, b=30)
    assert (rate(found["a"]).others, rate(found["a"]).is_marked, rate(found["b"]).is_marked) == (0, True, True)


@pytest.mark.parametrize("sales", [{"a": 100}, {"a": 100, "b": LEAST_SALES - 1}, {"a": LEAST_SALES - 1, "b": 100}])
def test_nobody_is_marked_where_there_is_nothing_to_compare(sales):
    assert watched(sales, a=15)["a"].marked == ()


def test_who_sold_nothing_is_counted_and_not_marked():
    found = watched({"b": 100}, a=5)
    assert (rate(found["a"]).cases, rate(found["a"]).per_100, found["a"].marked) == (5, None, ())


def test_who_has_marks_comes_first():
    assert list(watched({"a": 300, "b": 100, "c": 200}, b=30)) == ["b", "a", "c"]


@pytest.mark.parametrize(("cases", "sales", "told"), [(1, 3, 3_333), (2, 3, 6_667), (0, 5, 0), (1, 200, 50)])
def test_rates_are_whole_hundredths(cases, sales, told):
    assert per_100(cases, sales) == told
