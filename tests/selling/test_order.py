from dataclasses import replace

import pytest

from pos_desktop.core.errors import Code
from pos_desktop.core.quantity import MOST_QUANTITY, ONE
from pos_desktop.selling.benefits import Benefit
from pos_desktop.selling.catalogue import Item
from pos_desktop.selling.order import MOST_DEALS, MOST_LINES, Discount, Identified, LineOption, Order, Redeem
from pos_desktop.selling.vouchers import HeldVoucher
from tests.support.orders import OPENED
from tests.support.refusals import refused

COFFEE = Item("i1", "CF", "Cà phê", 29_000, "standard", cost=9_000, unit="ly")
SHRIMP = Item("i2", "TOM", "Tôm", 189_000, "standard", by_weight=True, unit="kg")
EMPTY = Order("o1", OPENED)
ONE_COFFEE = EMPTY.add(COFFEE)


def test_a_new_order_is_empty():
    assert EMPTY.is_empty
    assert EMPTY.with_member("a1", Identified.CARD).is_empty
    assert not ONE_COFFEE.is_empty


def test_a_line_freezes_what_the_item_was():
    line = ONE_COFFEE.lines[0]
    assert (line.item_id, line.sku, line.name, line.unit_price, line.unit, line.cost, line.qty) == (
        "i1", "CF", "Cà phê", 29_000, "ly", 9_000, ONE,
    )  # fmt: skip


def test_an_order_is_a_value():
    assert EMPTY.lines == ()
    assert ONE_COFFEE.add(COFFEE) != ONE_COFFEE
    assert len(ONE_COFFEE.lines) == 1


def test_the_same_item_counts_up_its_line():
    order = ONE_COFFEE.add(COFFEE).add(COFFEE, 2 * ONE)
    assert [line.qty for line in order.lines] == [4 * ONE]


def test_the_same_item_may_stay_apart():
    assert len(ONE_COFFEE.add(COFFEE, merge=False).lines) == 2


@pytest.mark.parametrize(
    "change",
    [
        {"discount": Discount(percent=500)}, {"note": "ít đá"}, {"options": (LineOption("Trân châu"),)},
        {"combo": "sáng"}, {"label_price": 20_000}, {"unit_price": 28_000}, {"item_id": "other"},
    ],
    ids=lambda change: next(iter(change)),
)  # fmt: skip
def test_a_line_that_is_special_takes_no_more(change):
    special = replace(ONE_COFFEE, lines=(replace(ONE_COFFEE.lines[0], **change),))
    assert len(special.add(COFFEE).lines) == 2


def test_weights_and_labels_are_lines_of_their_own():
    assert len(EMPTY.add(SHRIMP, 350).add(SHRIMP, 350).lines) == 2
    labelled = EMPTY.add(SHRIMP, 350, label_price=66_100)
    assert labelled.lines[0].label_price == 66_100
    assert labelled.with_qty(1, 400).lines[0].label_price is None


def test_an_added_note_makes_a_line_of_its_own():
    order = ONE_COFFEE.add(COFFEE, note="nóng")
    assert [line.note for line in order.lines] == ["", "nóng"]


@pytest.mark.parametrize("qty", [0, -ONE, MOST_QUANTITY + 1])
def test_quantities_that_cannot_be_sold_are_refused(qty):
    with refused(Code.INVALID_QUANTITY):
        EMPTY.add(COFFEE, qty)
    with refused(Code.INVALID_QUANTITY):
        ONE_COFFEE.with_qty(1, qty)


def test_options_count_for_what_a_line_may_come_to():
    gold = (LineOption("Vàng", 999_000_000_000),)
    order = EMPTY.add(COFFEE, options=gold)
    for deed in (lambda: order.with_qty(1, 2 * ONE), lambda: EMPTY.add(COFFEE, 2 * ONE, options=gold),
                 lambda: EMPTY.add(COFFEE, 2 * ONE).with_options(1, gold)):  # fmt: skip
        with refused(Code.INVALID_QUANTITY):
            deed()


def test_counting_up_has_the_same_bound():
    full = EMPTY.add(COFFEE, MOST_QUANTITY)
    with refused(Code.INVALID_QUANTITY):
        full.add(COFFEE)


def test_an_order_has_an_end():
    order = EMPTY
    for _ in range(MOST_LINES):
        order = order.add(COFFEE, merge=False)
    with refused(Code.INVALID_QUANTITY):
        order.add(COFFEE, merge=False)
    assert order.add(COFFEE).lines[0].qty == 2 * ONE


def test_keys_are_never_given_twice():
    order = ONE_COFFEE.add(SHRIMP, 350).without(2).add(SHRIMP, 100)
    assert [line.key for line in order.lines] == [1, 3]
    assert order.line(2) is None
    assert order.line(3).qty == 100


def test_lines_change_by_key():
    order = ONE_COFFEE.add(SHRIMP, 350)
    order = order.with_qty(2, 500).with_line_discount(1, Discount(amount=1_000)).with_line_note(1, "nóng")
    assert order.line(2).qty == 500
    assert order.line(1).discount == Discount(amount=1_000)
    assert order.line(1).note == "nóng"
    assert order.with_line_discount(1, None).line(1).discount is None
    assert order.with_qty(9, 500) == order


def test_a_discount_is_a_percent_or_an_amount():
    for wrong in ({}, {"percent": 1, "amount": 1}):
        with pytest.raises(ValueError, match="percent or an amount"):
            Discount(**wrong)


@pytest.mark.parametrize(
    "wrong", [{"percent": 0}, {"percent": -500}, {"percent": 10_001}, {"amount": 0}, {"amount": -1}, {"amount": 10**12}]
)
def test_a_discount_is_bounded(wrong):
    with refused(Code.INVALID_AMOUNT):
        Discount(**wrong)


def test_another_member_does_not_inherit_what_was_redeemed():
    first = ONE_COFFEE.with_member("a1", Identified.CARD).redeeming(100)
    assert first.with_member("a1", Identified.SEARCH).redeem == 100
    second = first.with_member("a2", Identified.SEARCH)
    assert (second.account_id, second.redeem, second.identified) == ("a2", None, Identified.SEARCH)


@pytest.mark.parametrize(
    ("before", "then", "stays"),
    [
        (Identified.CARD, Identified.SEARCH, Identified.CARD), (Identified.PIN, Identified.SEARCH, Identified.PIN),
        (Identified.SEARCH, Identified.CARD, Identified.CARD),
    ],
)  # fmt: skip
def test_a_proof_once_given_is_not_forgotten(before, then, stays):
    assert ONE_COFFEE.with_member("a1", before).with_member("a1", then).identified is stays


def test_a_detached_member_takes_everything_along():
    order = ONE_COFFEE.with_member("a1", Identified.CARD).redeeming(Redeem.MOST).without_member()
    assert order == ONE_COFFEE


def test_redeeming_is_a_wish():
    assert ONE_COFFEE.redeeming(Redeem.MOST).redeem is Redeem.MOST
    assert ONE_COFFEE.redeeming(60).redeeming(None).redeem is None
    assert ONE_COFFEE.with_note("mang đi").note == "mang đi"
    assert ONE_COFFEE.with_discount(Discount(percent=500)).discount == Discount(percent=500)


def voucher(name: str, member: str | None = None) -> HeldVoucher:
    return HeldVoucher(name, "t", f"code-{name}", "Phiếu", Benefit(percent=1_000), member=member)


def test_rewards_are_chosen_and_given_back_one_by_one():
    order = ONE_COFFEE.with_member("a1", Identified.CARD).with_reward("a").with_reward("b").with_reward("a")
    assert order.rewards == ("a", "b", "a")
    assert order.without_reward("a").rewards == ("a", "b")
    assert order.without_reward("c") == order


def test_a_voucher_scanned_again_is_its_newest_snapshot():
    order = ONE_COFFEE.with_voucher(voucher("v")).with_voucher(voucher("w")).with_voucher(voucher("v", "a1"))
    assert order.vouchers == (voucher("w"), voucher("v", "a1"))
    assert order.without_voucher("w").without_voucher("x").vouchers == (voucher("v", "a1"),)


def test_rewards_and_vouchers_of_a_member_go_with_the_member():
    order = ONE_COFFEE.with_voucher(voucher("v")).with_member("a1", Identified.CARD)
    order = order.with_voucher(voucher("mine", "a1")).with_reward("r")
    assert order.with_member("a1", Identified.SEARCH) == order
    assert (order.without_member().vouchers, order.without_member().rewards) == ((voucher("v"),), ())
    other = order.with_member("a2", Identified.SEARCH)
    assert (other.vouchers, other.rewards, other.account_id) == ((voucher("v"),), (), "a2")


def test_a_voucher_scanned_before_its_member_waits_for_the_card():
    order = ONE_COFFEE.with_voucher(voucher("mine", "a1"))
    assert order.with_member("a1", Identified.CARD).vouchers == order.vouchers


def test_an_order_holds_no_heap_of_rewards():
    order = ONE_COFFEE
    for number in range(MOST_DEALS):
        order = order.with_reward("r").with_voucher(voucher(str(number)))
    with refused(Code.INVALID_QUANTITY):
        order.with_reward("r")
    with refused(Code.INVALID_QUANTITY):
        order.with_voucher(voucher("one more"))
