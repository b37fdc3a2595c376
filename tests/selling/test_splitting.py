"""Orders divided and put together again: nothing is lost, nothing is made."""

from dataclasses import replace
from datetime import date
from random import Random

import pytest

from pos_desktop.core.errors import Code
from pos_desktop.core.quantity import ONE
from pos_desktop.selling.benefits import Benefit
from pos_desktop.selling.catalogue import Item
from pos_desktop.selling.charges import Rate, ServiceCharge, with_charge, with_service
from pos_desktop.selling.lines import Discount, OrderType, Ware
from pos_desktop.selling.order import Identified, Order
from pos_desktop.selling.pricing import line_gross, price
from pos_desktop.selling.splitting import merge, move, shares, take
from pos_desktop.selling.tax import VatTable
from pos_desktop.selling.vouchers import HeldVoucher
from tests.support.orders import OPENED, order
from tests.support.refusals import refused

DAY = date(2026, 3, 2)
EMPTY = Order("new", OPENED)


def item(sku: str, amount: int) -> Item:
    return Item(sku.lower(), sku, sku, amount, "standard")


def due(*orders: Order) -> int:
    return sum(price(each, VatTable(), DAY).due for each in orders)


def gross(*orders: Order) -> int:
    return sum(line_gross(line) for each in orders for line in each.lines)


def test_shares_are_exact_and_the_larger_come_first():
    assert shares(100_000, 3) == (33_334, 33_333, 33_333)
    with refused(Code.INVALID_QUANTITY):
        shares(100_000, 0)


def test_some_of_a_line_goes_with_its_share_of_the_discount():
    stays, goes = take(order("3 x PHỞ @ 50000 -10000; 1 x TRÀ @ 5000"), {1: ONE}, EMPTY)
    assert [(line.qty, line.discount) for line in stays.lines] == [(2_000, Discount(amount=6_667)), (1_000, None)]
    assert [(line.qty, line.discount) for line in goes.lines] == [(1_000, Discount(amount=3_333))]
    assert due(stays, goes) == 145_000


def test_a_percent_becomes_an_amount_only_where_rounding_would_show():
    stays, goes = take(order("2 x PHỞ @ 50000 -10%; 2 x TRÀ @ 33335 -10%"), {1: ONE, 2: ONE}, EMPTY)
    assert stays.lines[0].discount == goes.lines[0].discount == Discount(percent=1_000)
    assert {stays.lines[1].discount, goes.lines[1].discount} == {Discount(amount=3_334), Discount(amount=3_333)}
    assert due(stays, goes) == 2 * 45_000 + 66_670 - 6_667


@pytest.mark.parametrize("picks", [{}, {1: 3_000, 2: 350}, {1: 500}, {2: 100}, {9: ONE}, {1: 4_000}])
def test_nothing_all_and_parts_of_a_piece_are_no_split(picks):
    whole = order("3 x PHỞ @ 50000; 0.35 x NHO @ 189000")
    whole = replace(whole, lines=(whole.lines[0], replace(whole.lines[1], by_weight=True)))
    with refused(Code.INVALID_QUANTITY):
        take(whole, picks, EMPTY)


def test_a_combo_goes_whole_and_stays_one():
    whole = order("1 x PHỞ @ 50000; 1 x BÁNH @ 20000; 1 x TRÀ @ 5000")
    lines = tuple(replace(line, bundle=1, combo="Sáng") if line.key < 3 else line for line in whole.lines)
    stays, goes = take(replace(whole, lines=lines), {2: ONE}, replace(EMPTY, next_key=7))
    assert [(line.key, line.bundle) for line in goes.lines] == [(7, 7), (8, 7)]
    assert [line.key for line in stays.lines] == [3]


def test_what_the_kitchen_was_told_of_goes_along():
    whole = order("3 x PHỞ @ 50000; 1 x TRÀ @ 5000")
    whole = replace(whole, lines=(replace(whole.lines[0], sent=2_000), whole.lines[1]))
    stays, goes = take(whole, {1: ONE}, EMPTY)
    assert (stays.lines[0].sent, goes.lines[0].sent) == (ONE, ONE)
    assert sum(line.sent for line in merge(stays, goes).lines) == 2_000


def test_two_members_and_two_kinds_of_discount_stay_apart():
    one, two = order("1 x PHỞ @ 50000; off 10%"), order("1 x TRÀ @ 5000")
    with refused(Code.ORDERS_DIFFER, field="discount"):
        merge(one, two)
    lan, hoa = two.with_member("lan", Identified.SEARCH), two.with_member("hoa", Identified.SEARCH)
    with refused(Code.ORDERS_DIFFER, field="member"):
        merge(lan, hoa)
    assert merge(two, lan).account_id == "lan"


def test_a_voucher_that_both_hold_is_one_and_a_piece_that_both_hold_is_none():
    held = HeldVoucher("v", "t", "code", "Phiếu", Benefit(percent=1_000))
    one, two = (order("1 x PHỞ @ 50000").with_voucher(held) for _ in range(2))
    assert merge(one, two).vouchers == (held,)
    one, two = (replace(each, lines=(replace(each.lines[0], serial="S1"),)) for each in (one, two))
    with refused(Code.SERIAL_TWICE):
        merge(one, two)


def test_lines_move_and_tables_come_together():
    one, two = order("2 x PHỞ @ 50000"), order("1 x TRÀ @ 5000")
    one, two = replace(one, tables=("a",), table="1", guests=2), replace(two, tables=("b",), table="2", guests=1)
    one, two = move(one, {1: 2_000}, two)
    assert (len(one.lines), len(two.lines), due(one, two)) == (0, 2, 105_000)
    both = merge(two, one)
    assert (both.tables, both.table, both.guests) == (("b", "a"), "2, 1", 3)


def test_any_walk_of_splits_moves_and_merges_keeps_every_sum(full):
    for seed in range(10_000 if full else 150):
        dice = Random(seed)
        orders = [_random(dice)]
        gross_before, due_before, sent = gross(*orders), due(*orders), _sent(orders)
        for step in range(6):
            _walk(dice, orders, step)
            assert (gross(*orders), due(*orders), _sent(orders)) == (gross_before, due_before, sent), seed


def _random(dice: Random) -> Order:
    made = EMPTY
    for at in range(dice.randint(1, 5)):
        made = made.add(item(f"M{at}", dice.randrange(500, 90_000)), dice.randint(1, 5) * ONE, merge=False)
        discount = dice.choice(
            [None, Discount(percent=dice.randint(1, 9_999)), Discount(amount=dice.randint(1, 99_999))]
        )
        line = replace(made.lines[-1], discount=discount, sent=dice.randint(0, made.lines[-1].qty // ONE) * ONE)
        label = dice.choice([None, None, dice.randrange(1, 90_000)])
        made = replace(made, lines=(*made.lines[:-1], replace(line, label_price=label)))
    return made


def _walk(dice: Random, orders: list[Order], step: int) -> None:
    at = dice.randrange(len(orders))
    one = orders[at]
    if len(orders) > 1 and dice.random() < 0.4:
        other = orders.pop(at)
        orders[0] = merge(orders[0], other)
        return
    picks = {line.key: dice.randint(0, line.qty // ONE) * ONE for line in one.lines}
    if not any(picks.values()) or all(picks[line.key] == line.qty for line in one.lines):
        return
    if len(orders) > 1 and dice.random() < 0.5:
        to = (at + 1) % len(orders)
        orders[at], orders[to] = move(one, picks, orders[to])
    else:
        orders[at], part = take(one, picks, replace(EMPTY, id=f"part {step}"))
        orders.append(part)


def _sent(orders: list[Order]) -> int:
    return sum(line.sent for each in orders for line in each.lines)


# charges


SERVICE = item("PHI-PHUC-VU", 0)
FIVE = ServiceCharge(SERVICE, {OrderType.DINE_IN: Rate(percent=500), OrderType.DELIVERY: Rate(amount=10_000)})


def test_a_service_charge_follows_the_goods_after_discounts_and_before_points():
    made = with_service(replace(order("2 x PHỞ @ 50000; off 10%"), order_type=OrderType.DINE_IN), FIVE)
    priced = price(made, VatTable(), DAY, points=100, points_value=10_000)
    assert [(line.line.ware, line.line.unit_price, line.amount) for line in priced.lines] == [
        (Ware.GOODS, 50_000, 80_000), (Ware.SERVICE, 4_500, 4_500),
    ]  # fmt: skip
    assert (priced.due, priced.basis, priced.discount) == (84_500, 80_000, 10_000)


def test_the_charge_is_of_the_kind_of_order_and_may_be_taken_off():
    bare = order("2 x PHỞ @ 50000")
    assert with_service(bare, FIVE) == bare
    for_away = with_service(replace(bare, order_type=OrderType.DELIVERY), FIVE)
    assert due(for_away) == 110_000
    assert due(with_service(replace(for_away, order_type=OrderType.DINE_IN), FIVE)) == 105_000
    assert with_service(replace(for_away, waives_service=True), FIVE).lines == bare.lines
    assert with_service(for_away, FIVE) is for_away


def test_delivery_and_tip_take_no_discount_and_are_replaced():
    made = with_charge(order("1 x PHỞ @ 50000; off 10%"), item("SHIP", 0), Ware.DELIVERY, 15_000)
    made = with_charge(made, item("TIP", 0), Ware.TIP, 5_000)
    assert due(made) == 65_000
    made = with_charge(with_charge(made, item("SHIP", 0), Ware.DELIVERY, 20_000), item("TIP", 0), Ware.TIP, 0)
    assert (due(made), len(made.lines)) == (65_000, 2)


def test_a_split_leaves_the_charge_to_be_worked_out_anew():
    whole = with_service(replace(order("2 x PHỞ @ 50000; 1 x TRÀ @ 10000"), order_type=OrderType.DINE_IN), FIVE)
    stays, goes = take(whole, {1: ONE}, EMPTY)
    assert due(stays) + due(with_service(goes, FIVE)) == due(whole) == 115_500
