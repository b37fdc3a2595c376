import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_desktop.core.errors import Code
from pos_desktop.core.quantity import MOST_QUANTITY, ONE, checked, is_whole, parse_quantity, plain
from tests.support.refusals import refused


@pytest.mark.parametrize(
    ("text", "qty"),
    [
        ("1", 1000),
        ("2", 2000),
        ("0.35", 350),
        ("0,350", 350),
        ("0.001", 1),
        ("12.5", 12_500),
        ("100000", MOST_QUANTITY),
    ],
)
def test_quantities_are_exact_thousandths(text, qty):
    assert parse_quantity(text) == qty


@pytest.mark.parametrize(
    "text",
    ["", "0", "0.0", "0,000", "-1", "+1", "0.0001", "1000000", "100001", "1e3", " 1", "1 ", "1\n", "١", "１", ".5",
     "5.", "1.2.3", "0x1", "1_0", "9" * 5000],
)  # fmt: skip
def test_what_cannot_be_sold_is_refused(text):
    with refused(Code.INVALID_QUANTITY):
        parse_quantity(text)


@pytest.mark.parametrize("qty", [0, -1, MOST_QUANTITY + 1, 10**30])
def test_quantities_are_bounded(qty):
    with refused(Code.INVALID_QUANTITY):
        checked(qty)


def test_only_pieces_are_whole():
    assert is_whole(3 * ONE)
    assert not is_whole(350)


@pytest.mark.parametrize(
    ("qty", "text"), [(2000, "2"), (350, "0.35"), (1, "0.001"), (12_500, "12.5"), (0, "0"), (-350, "-0.35")]
)
def test_machines_read_plain_quantities(qty, text):
    assert plain(qty) == text


@given(st.integers(1, MOST_QUANTITY))
def test_plain_text_reads_back(qty):
    assert parse_quantity(plain(qty)) == qty
