"""What holds for every order, whatever is on it."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from pos_desktop.core.rates import WHOLE
from pos_desktop.selling.order import Discount, LineOption, Order, OrderLine
from pos_desktop.selling.pricing import price
from pos_desktop.selling.tax import ALCOHOL, EXEMPT, REDUCED, STANDARD, ZERO, VatTable
from tests.support.orders import OPENED

VAT = VatTable()
days = st.sampled_from([date(2026, 3, 2), date(2026, 12, 31), date(2027, 1, 1)])
discounts = st.none() | st.builds(Discount, percent=st.integers(1, WHOLE)) | st.builds(
    Discount, amount=st.integers(1, 3_000_000)
)  # fmt: skip
lines = st.builds(
    OrderLine,
    key=st.just(1),
    item_id=st.just("i"),
    sku=st.just("S"),
    name=st.just("N"),
    unit_price=st.integers(0, 2_000_000),
    vat_group=st.sampled_from([STANDARD, ALCOHOL, REDUCED, ZERO, EXEMPT]),
    qty=st.integers(1, 20_000),
    earns_points=st.booleans(),
    discount=discounts,
    options=st.lists(st.builds(LineOption, st.just("o"), st.integers(0, 20_000)), max_size=2).map(tuple),
)


@st.composite
def orders(draw):
    made = Order("o", OPENED, lines=tuple(draw(st.lists(lines, max_size=8))), discount=draw(discounts))
    before = price(made, VAT, date(2026, 3, 2)).before_points
    return made, draw(st.integers(0, before))


@given(orders(), days)
def test_sums_and_bounds(drawn, day):
    order, points_value = drawn
    got = price(order, VAT, day, points=1, points_value=points_value)

    assert got.due == sum(line.amount for line in got.lines) == got.goods - got.discount - points_value
    assert sum(line.points_share for line in got.lines) == points_value
    for line in got.lines:
        assert line.gross == line.line_discount + line.order_discount + line.points_share + line.amount
        assert min(line.line_discount, line.order_discount, line.points_share, line.amount) >= 0
    assert 0 <= got.basis <= got.due


@given(orders(), days)
def test_vat_holds_every_dong(drawn, day):
    order, points_value = drawn
    got = price(order, VAT, day, points_value=points_value)

    assert sum(tax.net + tax.tax for tax in got.taxes) == got.due
    for tax in got.taxes:
        of_rate = sum(line.amount for line in got.lines if line.rate == tax.rate)
        assert tax.net + tax.tax == of_rate
        rate = tax.rate or 0
        assert abs(tax.net * (100 + rate) - of_rate * 100) * 2 <= 100 + rate
    rates = [tax.rate for tax in got.taxes]
    assert rates == sorted(set(rates), key=lambda rate: (rate is None, rate))


@given(orders())
def test_pricing_twice_is_pricing_once(drawn):
    order, points_value = drawn
    day = date(2026, 3, 2)
    assert price(order, VAT, day, points_value=points_value) == price(order, VAT, day, points_value=points_value)
