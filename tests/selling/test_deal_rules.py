"""What holds for every order with every deal."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from pos_desktop.core.quantity import ONE
from pos_desktop.core.rates import WHOLE
from pos_desktop.selling.benefits import Benefit, BuyGet, Combo, ComboPart, Reach
from pos_desktop.selling.conditions import EVERYTHING, Picks
from pos_desktop.selling.deals import Deal, DealSource
from pos_desktop.selling.lines import Discount, OrderLine, Ware
from pos_desktop.selling.order import Order
from pos_desktop.selling.pricing import price
from pos_desktop.selling.tax import VatTable
from tests.support.orders import OPENED

VAT, DAY = VatTable(), OPENED.date()
SKUS = "ABCD"
discounts = st.none() | st.builds(Discount, percent=st.integers(1, WHOLE)) | st.builds(
    Discount, amount=st.integers(1, 300_000)
)  # fmt: skip
lines = st.builds(
    OrderLine,
    key=st.just(1),
    item_id=st.just("i"),
    sku=st.sampled_from(SKUS),
    name=st.just("N"),
    unit_price=st.integers(0, 100_000),
    vat_group=st.just("standard"),
    qty=st.integers(1, 7).map(lambda pieces: pieces * ONE) | st.integers(1, 5_000),
    discount=discounts,
    label_price=st.none() | st.integers(1, 90_000),
    ware=st.sampled_from([Ware.GOODS, Ware.GOODS, Ware.GOODS, Ware.GIFT_CARD]),
)
orders = st.builds(
    Order, id=st.just("o"), opened_at=st.just(OPENED), lines=st.lists(lines, max_size=6).map(tuple), discount=discounts
)
picks = st.just(EVERYTHING) | st.lists(st.sampled_from(SKUS), min_size=1, max_size=3).map(
    lambda skus: Picks(skus=tuple(skus))
)
units = st.integers(0, 3).map(lambda pieces: pieces * ONE)
pieces = st.integers(1, 3).map(lambda pieces: pieces * ONE)
most = st.just(0) | st.integers(1, 50_000)
benefits = (
    st.builds(Benefit, percent=st.integers(1, WHOLE), picks=picks, most=most)
    | st.builds(Benefit, amount=st.integers(1, 200_000), picks=picks)
    | st.builds(
        Benefit,
        percent=st.integers(1, WHOLE),
        picks=picks,
        reach=st.sampled_from([Reach.ITEMS, Reach.CHEAPEST]),
        units=units,
        most=most,
    )
    | st.builds(Benefit, amount=st.integers(1, 50_000), picks=picks, reach=st.just(Reach.ITEMS), units=units, most=most)
    | st.builds(Benefit, price=st.integers(0, 50_000), picks=picks, reach=st.just(Reach.ITEMS), units=units, most=most)
)
rules = st.builds(BuyGet, picks, pieces, picks, pieces, st.integers(1, WHOLE))
combos = st.builds(
    Combo, st.lists(st.builds(ComboPart, picks, pieces), min_size=2, max_size=3).map(tuple), st.integers(0, 200_000)
)
deals = st.lists(
    st.builds(
        Deal,
        source=st.sampled_from(DealSource),
        id=st.text("xyz", min_size=1, max_size=2),
        name=st.just("N"),
        effect=benefits | rules | combos,
        exclusive=st.booleans(),
        limit=st.integers(0, 2),
    ),
    max_size=5,
).map(tuple)


@given(orders, deals)
def test_every_dong_off_has_its_reason(order, deals):
    got = price(order, VAT, DAY, deals=deals)
    assert sum(reduction.total for reduction in got.reductions) == got.discount - got.by_hand
    for at, line in enumerate(got.lines):
        by_deals = sum(reduction.by_line[at] for reduction in got.reductions)
        assert by_deals == line.discount - line.line_by_hand - line.order_by_hand
    for reduction in got.reductions:
        assert reduction.total > 0
        assert min(reduction.by_line) >= 0


@given(orders, deals)
def test_no_line_goes_below_nothing_and_nothing_but_goods_is_touched(order, deals):
    for line in price(order, VAT, DAY, deals=deals).lines:
        assert 0 <= line.amount <= line.gross
        assert min(line.line_discount, line.order_discount) >= 0
        if not line.is_goods:
            assert (line.discount, line.order_discount) == (line.line_by_hand, 0)


@given(orders, deals)
def test_deals_never_raise_a_price(order, deals):
    without = price(order, VAT, DAY)
    assert price(order, VAT, DAY, deals=deals).due <= without.due
    bare = replace(order, discount=None, lines=tuple(replace(line, discount=None) for line in order.lines))
    for line in price(bare, VAT, DAY, deals=deals).lines:
        assert line.amount <= line.gross


@given(orders, deals)
def test_the_same_order_has_the_same_price(order, deals):
    assert price(order, VAT, DAY, deals=deals) == price(order, VAT, DAY, deals=deals)


@given(orders, deals)
def test_the_most_of_a_benefit_holds(order, deals):
    numbered = tuple(replace(deal, id=str(n)) for n, deal in enumerate(deals))
    by_deal = {reduction.id: reduction.total for reduction in price(order, VAT, DAY, deals=numbered).reductions}
    for deal in numbered:
        if isinstance(deal.effect, Benefit) and deal.effect.most:
            assert by_deal.get(deal.id, 0) <= deal.effect.most


@given(orders, deals)
def test_tax_holds_every_dong(order, deals):
    got = price(order, VAT, DAY, deals=deals)
    assert sum(tax.net + tax.tax for tax in got.taxes) == got.due
