from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_desktop.core.errors import Code, Rejected
from pos_desktop.loyalty.programme import Programme
from pos_desktop.loyalty.redemption import Allowed, Limit, Redemption, allowed, redeem
from pos_desktop.selling.order import Identified, Redeem
from tests.support.refusals import refused

DEFAULT = Programme()
WHOLE_CAP = replace(DEFAULT, cap=10_000)
CARD = Identified.CARD


@pytest.mark.parametrize(
    ("available", "before", "most"),
    [
        (1_240, 267_000, Allowed(1_240, Limit.BALANCE, 124_000)), (2_000, 267_000, Allowed(1_330, Limit.CAP, 133_000)),
        (1_247, 267_000, Allowed(1_240, Limit.BALANCE, 124_000)), (49, 267_000, Allowed(0, Limit.MINIMUM)),
        (59, 267_000, Allowed(50, Limit.BALANCE, 5_000)), (1_000, 10_000, Allowed(50, Limit.CAP, 5_000)),
        (1_000, 9_999, Allowed(0, Limit.MINIMUM)), (0, 267_000, Allowed(0, Limit.MINIMUM)),
        (1_240, 0, Allowed(0, Limit.MINIMUM)),
    ],
)  # fmt: skip
def test_the_most_that_an_order_takes(available, before, most):
    assert allowed(DEFAULT, available, before) == most


def ask(wish, *, available=1_240, before=267_000, programme=DEFAULT, **more):
    return redeem(programme, wish, available=available, before=before, **{"identified": CARD, **more})


def test_the_page_s_redemption():
    assert ask(Redeem.MOST) == Redemption(1_240, 124_000)
    assert ask(60) == Redemption(60, 6_000)
    assert ask(None) == Redemption()


@pytest.mark.parametrize("wish", [0, -1, -50])
def test_nobody_redeems_nothing(wish):
    with refused(Code.INVALID_AMOUNT):
        ask(wish)


@pytest.mark.parametrize(
    ("wish", "available", "before", "code"),
    [
        (1_241, 1_240, 267_000, Code.INSUFFICIENT_POINTS),  # also no step, also above the cap of a small order
        (55, 50, 1_000, Code.INSUFFICIENT_POINTS),
        (45, 50, 1_000, Code.BELOW_MINIMUM), (5, 1_240, 267_000, Code.BELOW_MINIMUM),
        (55, 1_240, 1_000, Code.NOT_A_STEP), (1_235, 1_240, 267_000, Code.NOT_A_STEP),
        (60, 1_240, 11_999, Code.ABOVE_CAP), (1_340, 2_000, 267_000, Code.ABOVE_CAP),
        (Redeem.MOST, 49, 267_000, Code.BELOW_MINIMUM), (Redeem.MOST, 1_240, 9_999, Code.BELOW_MINIMUM),
        (Redeem.MOST, 0, 267_000, Code.BELOW_MINIMUM),
    ],
)  # fmt: skip
def test_refusals_come_in_their_order(wish, available, before, code):
    """INSUFFICIENT_POINTS, BELOW_MINIMUM, NOT_A_STEP, ABOVE_CAP, CARD_REQUIRED; each case breaks later ones too."""
    with refused(code):
        redeem(DEFAULT, wish, available=available, before=before, redeemed_today=100_000)


def test_refusals_say_what_would_do():
    with refused(Code.INSUFFICIENT_POINTS, available=1_240, asked=1_250):
        ask(1_250)
    with refused(Code.BELOW_MINIMUM, minimum=50):
        ask(40)
    with refused(Code.NOT_A_STEP, step=10):
        ask(65)
    with refused(Code.ABOVE_CAP, most=1_330):
        ask(1_340, available=2_000)


@pytest.mark.parametrize(("today", "wish", "fits"), [(0, 1_000, True), (0, 1_010, False), (94_000, 60, True),
                                                     (94_100, 60, False), (100_000, 50, False)])  # fmt: skip
def test_above_the_free_value_of_a_day_a_card_is_asked_for(today, wish, fits):
    if fits:
        assert ask(wish, redeemed_today=today, identified=Identified.SEARCH).points == wish
    else:
        with refused(Code.CARD_REQUIRED, most=100_000):
            ask(wish, redeemed_today=today, identified=Identified.SEARCH)
    for proof in (Identified.CARD, Identified.PIN):
        assert ask(wish, redeemed_today=today, identified=proof).points == wish


def test_the_most_is_not_cut_to_the_free_value():
    with refused(Code.CARD_REQUIRED, most=100_000, value=124_000):
        ask(Redeem.MOST, identified=Identified.SEARCH)


def test_the_rest_is_paid_only_where_points_may_pay_all():
    with refused(Code.ABOVE_CAP, most=330):
        ask(Redeem.REST, before=66_666)
    with refused(Code.INSUFFICIENT_POINTS):
        ask(Redeem.REST, before=1_000_000)  # the balance is looked at before the cap
    assert ask(Redeem.REST, programme=WHOLE_CAP, before=66_666) == Redemption(667, 66_666)
    assert ask(Redeem.REST, programme=WHOLE_CAP, before=124_000) == Redemption(1_240, 124_000)
    with refused(Code.INSUFFICIENT_POINTS, asked=1_241):
        ask(Redeem.REST, programme=WHOLE_CAP, before=124_001)
    with refused(Code.BELOW_MINIMUM):
        ask(Redeem.REST, programme=WHOLE_CAP, before=4_900)


def test_a_free_order_takes_no_points_even_without_a_minimum():
    loose = replace(WHOLE_CAP, minimum=0)
    for wish in (Redeem.REST, Redeem.MOST):
        with refused(Code.BELOW_MINIMUM):
            ask(wish, programme=loose, before=0)


@given(
    st.integers(0, 5_000), st.integers(0, 2_000_000), st.integers(0, 10_000), st.integers(1, 50), st.integers(0, 200),
    st.integers(1, 5_000),
)  # fmt: skip
def test_what_may_be_taken_is_bounded_by_everything(available, before, cap, step, minimum, wish):
    programme = replace(DEFAULT, cap=cap, step=step, minimum=minimum)
    most = allowed(programme, available, before)

    assert most.points % step == 0
    assert most.points <= available
    assert most.value * 10_000 <= before * cap
    if most.points:
        assert redeem(programme, Redeem.MOST, available=available, before=before, identified=CARD).points == most.points
    try:
        taken = redeem(programme, wish, available=available, before=before, identified=CARD)
    except Rejected as no:
        assert wish > most.points or wish < max(1, minimum) or wish % step, no.code
    else:
        assert minimum <= taken.points == wish <= most.points
        assert taken.value <= before
