"""Options and combos in the books: rows, stock, money back, what the member had last time."""

import pytest

from pos_desktop.core.quantity import ONE
from pos_desktop.selling.bundles import ComboSlot, SlotChoice
from pos_desktop.selling.bundling import fill
from pos_desktop.selling.options import Pick, chosen
from pos_desktop.services.selling.sales import CompleteSale
from pos_desktop.services.shop.menu import Assign, ChoiceFacts, PutCombo, PutGroup
from tests.support.shop import MANAGER


@pytest.fixture
def index(shop):
    """Tea with toppings that use jelly, and a combo of two teas and a bun."""
    by = shop.person(MANAGER).id
    lines = shop.order("1 x TRA @ 40000; 1 x BANH @ 25000 vat alcohol; 1 x COMBO @ 90000; 1 x THACH @ 1000").lines
    ids = {line.sku: line.item_id for line in lines}
    jelly = ChoiceFacts("Thạch", 5_000, item_id=ids["THACH"], item_qty=30)
    group = shop.desk.menu.put_group(PutGroup("g1", "Topping", (jelly, ChoiceFacts("Kem", 10_000)), by, most=2))
    shop.desk.menu.assign(Assign("a1", (group,), by, items=(ids["TRA"],)))
    slots = ComboSlot("Nước", (SlotChoice(ids["TRA"]),), 2), ComboSlot("Bánh", (SlotChoice(ids["BANH"]),))
    shop.desk.menu.put_combo(PutCombo("c1", ids["COMBO"], slots, by))
    return shop.desk.catalogue.load().index


def item(index, sku):
    return index.find(sku)[0].item


def tea(index, *names):
    groups = item(index, "TRA").options
    wanted = [choice.id for group in groups for choice in group.choices if choice.name in names]
    return chosen(groups, [Pick(choice) for choice in wanted])


def complete(shop, order, operation="s1"):
    return shop.desk.sales.complete(CompleteSale(operation, order, shop.person(MANAGER).id)).sale


def new(shop, name=""):
    order = shop.desk.orders.new(shop.desk.programmes.current().version)
    if not name:
        return order
    picture = shop.member(name)
    return order.with_member(picture.row.account_id, picture.identified)


def test_a_combo_is_proven_and_comes_back_part_by_part(shop, index):
    order = new(shop, "Lan").add_combo(item(index, "COMBO"), fill(item(index, "COMBO"), {}, index.get), 3)
    sale = complete(shop, order)
    assert sale.due == 270_000
    assert [(line.qty // ONE, line.pieces, line.combo, line.bundle) for line in sale.lines] == [
        (6, 2, "COMBO", 1), (3, 1, "COMBO", 1),
    ]  # fmt: skip
    assert {tax.rate for tax in sale.taxes} == {8, 10}
    back = [shop.returned(sale, text).money for text in ("1 x TRA", "3 x BANH", "5 x TRA")]
    assert sum(back) == 270_000
    assert shop.books().tie


def test_options_take_their_ingredients_and_their_price(shop, index):
    order = new(shop).add(item(index, "TRA"), 2 * ONE, options=tea(index, "Thạch", "Kem"))
    sale = complete(shop, order)
    assert sale.due == 110_000
    assert sale.lines[0].options == (("Thạch", 5_000, 0), ("Kem", 10_000, 0))
    moved = shop.rows("SELECT qty FROM stock_movement WHERE item_id = ?", item(index, "THACH").id)
    assert moved == [(-60,)]
    assert shop.books().tie


def test_the_member_had_it_so_last_time(shop, index):
    account = shop.member("Lan").row.account_id
    last = shop.desk.usuals.last
    assert last(account, item(index, "TRA").id) == ()
    for at, names in enumerate((("Thạch",), ("Kem",))):
        complete(shop, new(shop, "Lan").add(item(index, "TRA"), options=tea(index, *names)), f"s{at}")
        shop.on(f"2026-03-0{at + 3}")
    assert [pick.choice for pick in last(account, item(index, "TRA").id)] == [tea(index, "Kem")[0].choice]
    assert last(account, item(index, "BANH").id) == ()
