import pytest

from pos_desktop.core.money import MOST_MONEY
from pos_desktop.selling.new_prices import PriceChange


@pytest.mark.parametrize(
    ("change", "before", "after"),
    [
        (PriceChange(percent=500), 29_000, 30_000),
        (PriceChange(percent=500), 45_000, 47_000),
        (PriceChange(percent=-1_000), 45_000, 41_000),
        (PriceChange(percent=500, step=500), 29_000, 30_500),
        (PriceChange(percent=333, step=1), 29_999, 30_998),
        (PriceChange(amount=2_000), 29_000, 31_000),
        (PriceChange(amount=-50_000), 29_000, 0),
        (PriceChange(amount=2_000), 0, 0),
        (PriceChange(amount=MOST_MONEY), MOST_MONEY, MOST_MONEY),
    ],
)
def test_a_new_price_is_rounded_once(change, before, after):
    assert change.can_be
    assert change.of(before) == after


@pytest.mark.parametrize(
    "change", [PriceChange(), PriceChange(1, 1), PriceChange(-10_001), PriceChange(1, step=7)],
)  # fmt: skip
def test_what_no_change_can_be(change):
    assert not change.can_be
