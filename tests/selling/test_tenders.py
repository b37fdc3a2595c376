import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_desktop.core.errors import Code, Rejected
from pos_desktop.selling.tenders import (
    CASH_STEPS,
    NOTES,
    Tender,
    TenderKind,
    exact_cash,
    left_in_cash,
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


@pytest.mark.parametrize(
    ("due", "step", "given_", "rounding", "change"),
    [
        (126_825, 0, [(CASH, 130_000)], 0, 3_175),
        (126_825, 500, [(CASH, 127_000)], 175, 0),
        (126_825, 1_000, [(CASH, 200_000)], 175, 73_000),
        (126_250, 500, [(CASH, 127_000)], 250, 500),
        (126_249, 500, [(CASH, 126_000)], -249, 0),
        (126_825, 500, [(CARD, 126_825)], 0, 0),
        (126_825, 500, [(CARD, 100_000), (CASH, 27_000)], 175, 0),
        (126_825, 500, [(CASH, 50_000), (BANK, 76_825)], 0, 0),
        (126_825, 500, [(BANK, 100_300), (CASH, 26_500)], -25, 0),
        (200, 500, [(CASH, 500)], 0, 300),
    ],
)  # fmt: skip
def test_cash_alone_is_rounded(due, step, given_, rounding, change):
    paid = settle(due, [Tender(*one) for one in given_], step=step)
    assert (paid.rounding, paid.change) == (rounding, change)
    assert paid.paid - paid.change == due + rounding


def test_cash_rounded_up_is_asked_in_full_and_exact_knows_it():
    with refused(Code.UNDERPAID, missing=175):
        settle(126_825, [Tender(CASH, 126_825)], step=500)
    assert settle(126_825, exact_cash(126_825, 500), step=500).change == 0
    assert left_in_cash(126_825, [Tender(CARD, 100_000), Tender(CASH, 20_000)], 500) == 7_000


@given(st.integers(0, 10**6), tenders, st.sampled_from(CASH_STEPS))
def test_rounding_does_not_depend_on_the_order_of_tenders(due, given_, step):
    try:
        paid = settle(due, given_, step=step)
    except Rejected:
        return
    assert settle(due, given_[::-1], step=step).rounding == paid.rounding
    assert 2 * abs(paid.rounding) <= step
    assert not paid.rounding or (paid.has_cash and paid.cash_kept % step == 0)
