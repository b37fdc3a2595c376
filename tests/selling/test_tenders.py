import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_desktop.core.errors import Code
from pos_desktop.selling.tenders import (
    NOTES,
    Tender,
    TenderKind,
    exact_cash,
    left_to_pay,
    quick_cash,
    settle,
)  # fmt: skip
from tests.support.refusals import refused

CASH, CARD, BANK, EWALLET = TenderKind.CASH, TenderKind.CARD, TenderKind.BANK_QR, TenderKind.EWALLET
GIVEN = [kind for kind in TenderKind if kind is not TenderKind.EXCHANGE]
tenders = st.lists(st.builds(Tender, st.sampled_from(GIVEN), st.integers(1, 10**7)), max_size=5)


@pytest.mark.parametrize(
    ("given_", "change"),
    [
        ([(CASH, 126_825)], 0), ([(CASH, 200_000)], 73_175), ([(CASH, 100_000), (CASH, 50_000)], 23_175),
        ([(CARD, 126_825)], 0), ([(BANK, 100_000), (CASH, 30_000)], 3_175), ([(CARD, 60_000), (EWALLET, 66_825)], 0),
    ],
)  # fmt: skip
def test_cash_alone_gives_change(given_, change):
    paid = settle(126_825, [Tender(*one) for one in given_])
    assert paid.change == change
    assert paid.paid - paid.change == 126_825
    assert paid.has_cash is any(kind is CASH for kind, _ in given_)


def test_the_drawer_keeps_cash_less_change():
    paid = settle(126_825, [Tender(CARD, 100_000), Tender(CASH, 50_000)])
    assert (paid.change, paid.cash_kept) == (23_175, 26_825)


def test_too_little_is_refused_with_what_is_missing():
    with refused(Code.UNDERPAID, missing=825):
        settle(126_825, [Tender(CASH, 126_000)])
    with refused(Code.UNDERPAID, missing=126_825):
        settle(126_825, [])


@pytest.mark.parametrize("kind", [CARD, BANK, EWALLET])
def test_other_tenders_never_exceed_what_is_due(kind):
    with refused(Code.INVALID_AMOUNT, most=126_825):
        settle(126_825, [Tender(kind, 126_826)])
    with refused(Code.INVALID_AMOUNT, most=126_825):
        settle(126_825, [Tender(CASH, 126_825), Tender(kind, 100_000), Tender(kind, 26_826)])


@pytest.mark.parametrize("amount", [0, -1, 10**12])
def test_a_tender_of_nothing_is_refused(amount):
    with refused(Code.INVALID_AMOUNT):
        settle(100, [Tender(CASH, 100), Tender(CASH, amount)])


def test_nothing_due_needs_no_tender():
    assert settle(0, exact_cash(0)).tenders == ()
    assert not settle(0, ()).has_cash


def test_exact_is_cash_of_the_due():
    assert exact_cash(126_825) == (Tender(CASH, 126_825),)
    assert settle(126_825, exact_cash(126_825)).change == 0


@given(st.integers(0, 10**7), tenders)
def test_a_settlement_pays_exactly_what_is_due(due, given_):
    cashless = sum(t.amount for t in given_ if t.kind is not CASH)
    total = sum(t.amount for t in given_)
    assert left_to_pay(due, given_) == max(0, due - total)
    if cashless > due:
        with refused(Code.INVALID_AMOUNT, most=due):
            settle(due, given_)
    elif total < due:
        with refused(Code.UNDERPAID, missing=due - total):
            settle(due, given_)
    else:
        paid = settle(due, given_)
        assert paid.paid - paid.change == due
        assert 0 <= paid.cash_kept <= due


@pytest.mark.parametrize(
    ("due", "amounts"),
    [
        (126_825, (126_825, 130_000, 140_000, 150_000, 200_000, 500_000)),
        (100_000, (100_000, 200_000, 500_000)),
        (9_000, (9_000, 10_000, 20_000, 50_000, 100_000, 200_000, 500_000)),
        (500_000, (500_000, 600_000)),
    ],
)
def test_quick_amounts(due, amounts):
    assert quick_cash(due) == amounts


@given(st.integers(1, 10**8))
def test_every_quick_amount_pays(due):
    amounts = quick_cash(due)
    assert amounts[0] == due
    assert list(amounts) == sorted(set(amounts))
    assert all(due <= amount < due + max(NOTES) for amount in amounts)
    assert all(settle(due, [Tender(CASH, amount)]).change == amount - due for amount in amounts)


def test_nobody_pays_with_an_exchange_that_no_refund_made():
    with refused(Code.UNKNOWN_TENDER, type="exchange"):
        settle(10_000, (Tender(TenderKind.EXCHANGE, 10_000),))
