"""Prices that a person writes: by right or by another's word for so much, kept beside the item's own price."""

import json
from dataclasses import replace

import pytest

from pos_desktop.core.errors import Code
from pos_desktop.core.quantity import ONE
from pos_desktop.selling.permissions import price_cut
from pos_desktop.services.office.proofs.verification import Verification
from pos_desktop.services.shop.approvals import Approve
from pos_desktop.storage.queries import shift_figures
from tests.support import orders
from tests.support.refusals import refused
from tests.support.shop import CASHIER, OWNER, PINS


def repriced(shop, text, price, seller=OWNER, **more):
    command = shop.command(f"{text}; by {seller}", **more)
    return replace(command, order=command.order.with_price(command.order.lines[0].key, price))


def approved(shop, command, amount):
    """The owner's word for this order, taken up at once as the window does."""
    cashier, owner = shop.person(CASHIER), shop.person(OWNER)
    ask = Approve(f"ask-{amount}", "price", command.order.id, cashier.id, owner.id, amount)
    done = shop.desk.approvals.by_pin(ask, PINS[OWNER])
    shop.desk.approvals.take_up(done.id, command.order.id, cashier.id)


def test_a_price_by_right_is_kept_beside_the_items_own(shop):
    sale = shop.desk.sales.complete(repriced(shop, "2 x PHỞ @ 50000", 40_000)).sale
    assert (sale.due, sale.lines[0].unit_price) == (80_000, 40_000)
    assert shop.rows("SELECT unit_price, list_price, gross FROM sale_line") == [(40_000, 50_000, 80_000)]
    body = json.loads(shop.rows("SELECT body FROM journal WHERE kind = 'sale'")[0].body)
    assert body["prices"] == [[sale.lines[0].sku, 50_000, 40_000]]
    assert Verification(shop.till).run().ok


def test_who_has_no_right_needs_anothers_word_for_as_much(shop):
    command = repriced(shop, "2 x PHỞ @ 50000", 40_000, CASHIER)
    with refused(Code.NOT_ALLOWED, right="price", needs_approval=True):
        shop.desk.sales.complete(command)
    approved(shop, command, 20_000)
    deeper = replace(command, order=command.order.with_price(command.order.lines[0].key, 30_000))
    with refused(Code.NOT_ALLOWED, right="price"):
        shop.desk.sales.complete(deeper)
    assert shop.desk.sales.complete(command).sale.due == 80_000


def test_a_dearer_price_needs_the_right_as_well(shop):
    command = repriced(shop, "1 x PHỞ @ 50000", 60_000, CASHIER)
    assert price_cut(command.order) == 0
    with refused(Code.NOT_ALLOWED, right="price"):
        shop.desk.sales.complete(command)


def test_its_own_price_takes_it_back(shop):
    order = shop.order("1 x PHỞ @ 50000")
    key = order.lines[0].key
    there = order.with_price(key, 40_000)
    assert there.lines[0].list_price == 50_000
    assert there.with_price(key, 45_000).lines[0].list_price == 50_000
    assert there.with_price(key, 50_000) == order


def labelled(shop, label, *, qty=ONE, by_weight=False, price=50_000, seller=CASHIER):
    """An order of one item whose in-store label says what it costs."""
    text = f"1 x BÁNH @ {price}"
    item = replace(shop.item(orders.parse(text).lines[0]), by_weight=by_weight, price=price)
    command = shop.command(f"{text}; by {seller}")
    return replace(command, order=replace(command.order, lines=()).add(item, qty, merge=False, label_price=label))


@pytest.mark.parametrize("catalogue", [0, 50_000])
def test_the_catalogue_s_price_takes_no_label_away_without_the_right(shop, catalogue):
    command = labelled(shop, 190_000, price=catalogue)
    (line,) = command.order.lines
    cheap = command.order.with_price(line.key, catalogue)
    assert price_cut(cheap) == 190_000 - catalogue
    with refused(Code.NOT_ALLOWED, right="price"):
        shop.desk.sales.complete(replace(command, order=cheap))
    back = cheap.with_price(line.key, 190_000)
    assert shop.desk.sales.complete(replace(command, order=back)).sale.due == 190_000


def test_a_weight_typed_over_a_label_gives_nothing_away(shop):
    order = labelled(shop, 150_000, by_weight=True, price=0).order
    assert order.with_qty(order.lines[0].key, ONE) == order
    assert order.with_qty(order.lines[0].key, 2 * ONE).lines[0].label_price == 300_000


def test_a_label_s_own_price_leaves_the_label(shop):
    order = labelled(shop, 57_000, qty=3 * ONE).order
    assert order.with_price(order.lines[0].key, 19_000) == order
    assert price_cut(order.with_price(order.lines[0].key, 18_000)) == 3_000


def test_the_weight_of_a_label_keeps_the_price_of_a_kilogram(shop):
    order = labelled(shop, 33_300, qty=167, by_weight=True, price=199_000).order
    assert order.with_price(order.lines[0].key, 199_000) == order
    assert order.with_price(order.lines[0].key, 150_000).lines[0].list_price == 199_000


@pytest.mark.parametrize("price", [-1, 10**15])
def test_a_price_that_cannot_be(shop, price):
    order = shop.order("1 x PHỞ @ 50000")
    with refused(Code.INVALID_AMOUNT):
        order.with_price(order.lines[0].key, price)


def test_the_same_item_at_its_own_price_gets_a_line_of_its_own(shop):
    order = shop.order("1 x PHỞ @ 50000")
    cheap = order.with_price(order.lines[0].key, 40_000)
    item = shop.item({"name": "PHỞ", "price": "50000", "vat": None, "plain": None, "qty": "1", "off": None})
    assert [line.unit_price for line in cheap.add(item).lines] == [40_000, 50_000]


def test_points_are_those_of_what_was_paid(shop):
    command = repriced(shop, "1 x PHỞ @ 500000; member Lan", 100_000)
    assert shop.desk.sales.complete(command).sale.earned == 10


def test_a_z_counts_what_was_sold_at_another_price(shop):
    shop.desk.sales.complete(repriced(shop, "1 x PHỞ @ 50000", 40_000))
    shop.sold("1 x PHỞ @ 50000")
    shift = shop.desk.shifts.current()
    with shop.till.db.read() as tx:
        assert shift_figures.figures(tx, [shift.id])[shift.id].sales.overrides == 1
