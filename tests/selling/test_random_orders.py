"""Any order with options, combos, discounts, deals and splits adds up and comes back whole; `--full` tries 10,000."""

from dataclasses import replace
from datetime import date
from random import Random

from pos_desktop.core.errors import Rejected
from pos_desktop.core.quantity import ONE
from pos_desktop.selling.bundles import ComboSlot, SlotChoice
from pos_desktop.selling.bundling import fill
from pos_desktop.selling.catalogue import Item
from pos_desktop.selling.lines import Discount
from pos_desktop.selling.options import Choice, OptionGroup, Pick, chosen
from pos_desktop.selling.order import Order
from pos_desktop.selling.pricing import PricedOrder, price
from pos_desktop.selling.refund import NOTHING_BEFORE, RefundTo, Returned, SoldLine, SoldSale, money_back
from pos_desktop.selling.splitting import take
from pos_desktop.selling.tax import VatTable
from tests.support.deals import deals
from tests.support.orders import OPENED

DAY, VAT = date(2026, 3, 2), VatTable()
TOPPING = OptionGroup("top", "Topping", tuple(Choice(n, n, 1_000 * at + at) for at, n in enumerate("abcd", 3)), most=0,
                      free=1)  # fmt: skip
GOODS = {
    item.sku: item
    for item in (
        Item("TRA", "TRA", "Trà", 29_000, "standard", options=(TOPPING,)),
        Item("BANH", "BANH", "Bánh", 17_333, "standard"),
        Item("BIA", "BIA", "Bia", 15_001, "alcohol"), Item("SACH", "SACH", "Sách", 65_000, "exempt"),
        Item("TOM", "TOM", "Tôm", 189_000, "reduced", by_weight=True), Item("KEO", "KEO", "Kẹo", 0, "standard"),
    )
}  # fmt: skip
DEALS = (
    "", "10%", "7777", "20% on TRA", "100% on 1 BANH", "buy 2 TRA get 1 BANH", "combo 40000: 1 TRA + 1 BANH",
    "only 15% on BIA; 5%", "price 9999 on BANH or BIA; 3% most 5000",
)  # fmt: skip


def an_order(dice: Random) -> Order:
    """Up to eight things, some made to wish, some in combos, some with a discount by hand."""
    order = Order("o", OPENED)
    for _ in range(dice.randint(1, 8)):
        order = a_combo(dice, order) if dice.random() < 0.3 else an_item(dice, order)
        if dice.random() < 0.2:
            order = order.with_line_discount(order.next_key - 1, a_discount(dice))
    return order.with_discount(a_discount(dice)) if dice.random() < 0.3 else order


def an_item(dice: Random, order: Order) -> Order:
    item = dice.choice(list(GOODS.values()))
    picks = [Pick(choice.id) for group in item.options for choice in group.choices if dice.random() < 0.4]
    qty = dice.randint(1, 3_000) if item.by_weight else dice.randint(1, 5) * ONE
    return order.add(item, qty, options=chosen(item.options, picks), merge=dice.random() < 0.5)


def a_combo(dice: Random, order: Order) -> Order:
    names = [dice.choice(["TRA", "BANH", "BIA", "KEO"]) for _ in range(dice.randint(1, 3))]
    slots = tuple(ComboSlot(name, (SlotChoice(name, dice.choice([0, 5_000])),), dice.randint(1, 3)) for name in names)
    combo = Item("combo", "CB", "Combo", dice.randint(0, 150_000), "standard", slots=slots)
    return order.add_combo(combo, fill(combo, {}, GOODS.get), dice.randint(1, 4))


def a_discount(dice: Random) -> Discount:
    return dice.choice([Discount(percent=dice.randint(1, 10_000)), Discount(amount=dice.randint(1, 60_000))])


def adds_up(priced: PricedOrder) -> None:
    assert priced.due == sum(line.amount for line in priced.lines) == sum(tax.net + tax.tax for tax in priced.taxes)
    assert all(line.amount >= 0 and line.discount >= 0 for line in priced.lines)
    assert priced.goods - priced.discount - priced.points_value == priced.due


def comes_back(dice: Random, priced: PricedOrder) -> None:
    sold = SoldSale(tuple(
        SoldLine(at, line.line.qty, line.amount, line.gross - line.discount, line.rate)
        for at, line in enumerate(priced.lines, 1)
    ))  # fmt: skip
    before, given = NOTHING_BEFORE, 0
    for _ in range(dice.randint(0, 2)):
        line = dice.choice(sold.lines)
        left = line.qty - sum(back.qty for back in before.lines if back.position == line.position)
        if left <= 0:
            continue
        qty = dice.randint(1, left) if left % ONE else dice.randint(1, left // ONE) * ONE
        back = money_back(sold, before, [Returned(line.position, qty)], RefundTo.CASH)
        before, given = before.then(back), given + sum(each.money for each in back.lines)
        if not back.rest:
            break
    else:
        given += sum(each.money for each in money_back(sold, before, None, RefundTo.CASH).lines)
    assert given == priced.due


def any_order_of_lines(dice: Random, order: Order, rules: str, priced: PricedOrder) -> None:
    """Of equal pieces a deal takes the earlier one, and a discount by hand on its line then takes off less."""
    if rules and any(line.discount for line in order.lines):
        return
    lines = list(order.lines)
    dice.shuffle(lines)
    other = price(replace(order, lines=tuple(lines)), VAT, DAY, deals=deals(rules))
    assert other.due == priced.due
    if not rules and order.discount is None:
        assert other.taxes == priced.taxes


def splits(dice: Random, order: Order, whole: int) -> None:
    picks = {line.key: line.qty for line in order.lines if dice.random() < 0.5}
    try:
        stays, goes = take(order, picks, Order("p", OPENED))
    except Rejected:
        return  # nothing, or everything, was picked
    assert price(stays, VAT, DAY).due + price(goes, VAT, DAY).due == whole


def test_random_orders(full: bool) -> None:
    for seed in range(10_000 if full else 150):
        dice = Random(seed)
        order, rules = an_order(dice), dice.choice(DEALS)
        points = 0
        priced = price(order, VAT, DAY, deals=deals(rules))
        if dice.random() < 0.3:
            points = dice.randint(0, priced.before_points)
            priced = price(order, VAT, DAY, deals=deals(rules), points=1, points_value=points)
        adds_up(priced)
        comes_back(dice, priced)
        if not points:
            any_order_of_lines(dice, order, rules, priced)
        if not rules and not points:
            splits(dice, order, priced.due)
