from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_desktop.selling.tax import ALCOHOL, EXEMPT, REDUCED, STANDARD, ZERO, VatRate, VatTable, inside, taxes


@pytest.mark.parametrize(
    ("group", "day", "rate"),
    [
        (STANDARD, date(2022, 1, 31), 10), (STANDARD, date(2022, 2, 1), 8), (STANDARD, date(2026, 12, 31), 8),
        (STANDARD, date(2027, 1, 1), 10), (STANDARD, date(2040, 1, 1), 10), (ALCOHOL, date(2026, 12, 31), 10),
        (REDUCED, date(2026, 3, 2), 5), (ZERO, date(2026, 3, 2), 0), (EXEMPT, date(2026, 3, 2), None),
    ],
)  # fmt: skip
def test_rates_have_dates(group, day, rate):
    assert VatTable().rate(group, day) == rate


def test_a_day_without_a_rate_is_a_bug_and_not_zero():
    table = VatTable([VatRate(STANDARD, 8, date(2026, 1, 1), date(2026, 1, 31))])
    for group, day in ((STANDARD, date(2026, 2, 1)), ("else", date(2026, 1, 2))):
        with pytest.raises(LookupError):
            table.rate(group, day)


def test_a_clock_before_all_rates_still_sells():
    assert VatTable().rate(STANDARD, date(1970, 1, 1)) == 10
    assert VatTable().rate(EXEMPT, date(1970, 1, 1)) is None


@given(st.sampled_from([None, 0, 5, 8, 10]), st.integers(0, 10**12))
def test_net_and_tax_are_the_amount(rate, amount):
    got = inside(rate, amount)
    assert got.net + got.tax == amount
    assert 0 <= got.tax <= amount
    if not rate:
        assert got.tax == 0


def test_the_sum_of_a_rate_is_taxed_once():
    once = taxes([(8, 33_333), (10, 1), (8, 33_333), (None, 5), (8, 33_333)])
    assert [(tax.rate, tax.net, tax.tax) for tax in once] == [(8, 92_592, 7_407), (10, 1, 0), (None, 5, 0)]
