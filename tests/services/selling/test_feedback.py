"""What customers thought: one score a sale, of the last one and for a while, and what the owner reads of it."""

from datetime import date

import pytest

from pos_desktop.core.errors import Code
from pos_desktop.services.selling.feedback import Feedback, Given
from tests.support.refusals import refused
from tests.support.shop import CASHIER, MANAGER

DAY = date(2026, 3, 2)


@pytest.fixture
def feedback(shop):
    return Feedback(shop.till)


def kept(shop):
    return [tuple(row) for row in shop.rows("SELECT sale_id, score FROM feedback ORDER BY at, id")]


def test_the_first_tap_counts(shop, feedback):
    sale = shop.sold("1 x PHỞ @ 55000")

    told = [feedback.give(sale.id, 4), feedback.give(sale.id, 1), feedback.give(sale.id, 4)]

    assert told == [Given(4), Given(4, is_repeat=True), Given(4, is_repeat=True)]
    assert kept(shop) == [(sale.id, 4)]


def test_only_the_last_sale_can_be_told_of(shop, feedback):
    before, last = shop.sold("1 x PHỞ @ 55000"), shop.sold("1 x TRÀ @ 45000")

    with refused(Code.UNKNOWN_SALE):
        feedback.give(before.id, 5)
    with refused(Code.UNKNOWN_SALE):
        feedback.give("nobody's", 5)
    feedback.give(last.id, 5)

    assert kept(shop) == [(last.id, 5)]


def test_a_quarter_of_an_hour_later_it_is_too_late(shop, feedback):
    shop.on("2026-03-02 09:30")
    sale = shop.sold("1 x PHỞ @ 55000")
    shop.on("2026-03-02 09:46")

    with refused(Code.UNKNOWN_SALE):
        feedback.give(sale.id, 5)
    assert kept(shop) == []

    shop.on("2026-03-02 09:45")
    assert feedback.give(sale.id, 5) == Given(5)


@pytest.mark.parametrize("score", [0, 6])
def test_there_are_five_scores(shop, feedback, score):
    sale = shop.sold("1 x PHỞ @ 55000")

    with pytest.raises(ValueError, match=str(score)):
        feedback.give(sale.id, score)
    assert kept(shop) == []


def test_the_owner_reads_the_average_the_days_and_the_low_ones(shop, feedback):
    numbers = {}
    said = {"2026-03-02 09:10": 5, "2026-03-02 09:20": 2, "2026-03-03 09:00": 4, "2026-03-03 10:00": 1}
    for at, score in said.items():
        shop.on(at)
        sale = shop.sold("1 x PHỞ @ 55000")
        feedback.give(sale.id, score)
        numbers[score] = sale.number
    manager = shop.person(MANAGER).id

    heard = feedback.heard(DAY, date(2026, 3, 3), manager)

    assert heard.days == {DAY: {2: 1, 5: 1}, date(2026, 3, 3): {1: 1, 4: 1}}
    assert (heard.count, heard.tenths) == (4, 30)
    assert [(low.score, low.number) for low in heard.low] == [(1, numbers[1]), (2, numbers[2])]
    assert feedback.heard(DAY, DAY, manager).tenths == 35


def test_nobody_said_anything(shop, feedback):
    heard = feedback.heard(DAY, DAY, shop.person(MANAGER).id)

    assert (heard.count, heard.tenths, heard.low) == (0, None, ())


def test_a_cashier_does_not_read_it(shop, feedback):
    with refused(Code.NOT_ALLOWED):
        feedback.heard(DAY, DAY, shop.person(CASHIER).id)
