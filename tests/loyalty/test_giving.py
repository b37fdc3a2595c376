from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_desktop.core.errors import Code
from pos_desktop.core.plain import from_plain, to_plain
from pos_desktop.loyalty.giving import Cause, CauseMonth, Gift, Payment, gift_of, liability, payable, statement
from tests.support.refusals import refused

DAY = date(2026, 3, 15)
TREES = Cause("trees", "Trồng cây", "Quỹ Cây Xanh, VCB 0123456789", minimum=10)
BOOKS = Cause("books", "Sách cho em", "Tủ sách Mộc, ACB 9876543210")
GIFTS = (
    Gift("trees", 120, 12_000, date(2026, 2, 10)), Gift("trees", 50, 5_000, date(2026, 3, 1)),
    Gift("books", 30, 3_000, date(2026, 3, 31)), Gift("trees", 10, 1_000, date(2026, 4, 1)),
)  # fmt: skip
PAID = (Payment("trees", 7_000, date(2026, 2, 28)), Payment("trees", 5_000, date(2026, 3, 20)))


def test_a_gift_is_worth_its_points():
    assert gift_of(TREES, 120, 120, 100, DAY) == Gift("trees", 120, 12_000, DAY)


def test_gifts_that_cannot_be():
    with refused(Code.INSUFFICIENT_POINTS, available=119):
        gift_of(TREES, 120, 119, 100, DAY)
    with refused(Code.BELOW_MINIMUM, minimum=10):
        gift_of(TREES, 9, 120, 100, DAY)
    for wrong in (0, -10):
        with refused(Code.INVALID_AMOUNT):
            gift_of(TREES, wrong, 120, 100, DAY)


def test_the_statement_of_a_month():
    assert statement(GIFTS, PAID, date(2026, 2, 1)) == (CauseMonth("trees", 0, 120, 12_000, 7_000, 5_000),)
    assert statement(GIFTS, PAID, DAY) == (
        CauseMonth("books", 0, 30, 3_000, 0, 3_000), CauseMonth("trees", 5_000, 50, 5_000, 5_000, 5_000),
    )  # fmt: skip
    assert statement(GIFTS, PAID, date(2026, 4, 30))[1] == CauseMonth("trees", 5_000, 10, 1_000, 0, 6_000)
    assert statement(GIFTS, PAID, date(2026, 1, 31)) == ()
    assert liability(GIFTS, PAID) == 9_000


def test_a_cause_is_paid_what_it_is_owed():
    assert payable(5_000, 5_000) == 5_000
    for amount in (5_001, 0, -1):
        with refused(Code.INVALID_AMOUNT):
            payable(amount, 5_000)


days = st.dates(date(2025, 11, 1), date(2026, 4, 30))
names = st.sampled_from(["trees", "books", "meals"])
gifts = st.lists(st.builds(lambda cause, points, on: Gift(cause, points, points * 100, on),
                           names, st.integers(1, 500), days), max_size=12)  # fmt: skip
payments = st.lists(st.builds(Payment, names, st.integers(1, 50_000), days), max_size=6)


@given(gifts, payments)
def test_month_follows_month_and_nothing_is_lost(given_, paid):
    before: dict[str, int] = {}
    month = date(2025, 11, 1)
    while month < date(2026, 5, 1):
        for line in statement(given_, paid, month):
            assert line.brought == before.get(line.cause, 0)
            assert line.due == line.brought + line.value - line.paid
            before[line.cause] = line.due
        month = (month + timedelta(days=31)).replace(day=1)
    assert sum(before.values()) == liability(given_, paid)


@pytest.mark.parametrize(
    ("field", "wrong"), [("id", ""), ("name", " "), ("payee", ""), ("minimum", 0), ("minimum", -1)]
)
def test_causes_that_cannot_be_are_named(field, wrong):
    assert replace(TREES, **{field: wrong}).faults() == (field,)


def test_causes_that_can_be_are_read_back():
    assert [TREES.faults(), BOOKS.faults()] == [(), ()]
    assert from_plain(Cause, to_plain(TREES)) == TREES
