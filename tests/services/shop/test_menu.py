"""What items are sold with: groups, combos, families are kept whole, and read back as the till sells them."""

from dataclasses import replace

import pytest

from pos_desktop.core.errors import Code
from pos_desktop.core.quantity import ONE
from pos_desktop.selling.bundles import ComboSlot, SlotChoice
from pos_desktop.services.shop.menu import Assign, ChoiceFacts, FamilyItem, PutCombo, PutFamily, PutGroup
from tests.support.refusals import refused
from tests.support.shop import CASHIER, MANAGER


@pytest.fixture
def by(shop):
    return shop.person(MANAGER).id


@pytest.fixture
def goods(shop):
    """Items by SKU, put on the shelf by naming them on an order."""
    order = shop.order("1 x TRA @ 40000; 1 x BANH @ 20000; 1 x BIA @ 15000; 0.5 x CAN @ 90000")
    return {line.sku: line.item_id for line in order.lines}


def loaded(shop, item_id):
    return shop.desk.catalogue.load().index.get(item_id)


def sizes(by, **changes):
    choices = (ChoiceFacts("Size M", is_default=True), ChoiceFacts(" Size  L ", 10_000))
    return replace(PutGroup("g1", "Cỡ", choices, by, least=1), **changes)


def test_a_group_is_made_assigned_and_read_as_it_is_sold(shop, by, goods):
    group = shop.desk.menu.put_group(sizes(by))
    version = shop.desk.catalogue.load().version
    shop.desk.menu.assign(Assign("a1", (group,), by, items=(goods["TRA"],)))
    [kept] = loaded(shop, goods["TRA"]).options
    assert [(choice.name, choice.price, choice.is_default) for choice in kept.choices] == [
        ("Size M", 0, True), ("Size L", 10_000, False),
    ]  # fmt: skip
    assert (kept.name, kept.least, kept.most) == ("Cỡ", 1, 1)
    assert shop.desk.catalogue.load().version == version + 1
    assert shop.desk.menu.put_group(sizes(by)) == group  # a resend makes no second one
    assert shop.count("option_group") == 1
    assert shop.books().tie


def test_a_choice_takes_an_ingredient_out_of_stock(shop, by, goods):
    choices = (ChoiceFacts("Thêm bánh", 5_000, item_id=goods["BANH"], item_qty=ONE // 2),)
    group = shop.desk.menu.put_group(PutGroup("g1", "Kèm", choices, by))
    shop.desk.menu.assign(Assign("a1", (group,), by, items=(goods["TRA"],)))
    [use] = loaded(shop, goods["TRA"]).options[0].choices[0].uses
    assert (use.item_id, use.qty) == (goods["BANH"], 500)


def test_choices_keep_their_ids_when_they_change_names_and_rest_when_left_out(shop, by):
    group = shop.desk.menu.put_group(sizes(by))
    [page] = shop.desk.menu.groups(by)
    medium, large = (choice.id for choice in page.choices)
    swapped = (ChoiceFacts("Size L", id=medium), ChoiceFacts("Size M", id=large))
    shop.desk.menu.put_group(sizes(by, id="g2", group_id=group, choices=swapped))
    [page] = shop.desk.menu.groups(by)
    assert [(choice.id, choice.name) for choice in page.choices] == [(medium, "Size L"), (large, "Size M")]
    shop.desk.menu.put_group(sizes(by, id="g3", group_id=group, choices=(ChoiceFacts("Size M"),)))
    [page] = shop.desk.menu.groups(by)
    assert [(choice.id, choice.name) for choice in page.choices if choice.active] == [(large, "Size M")]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"choices": ()}, Code.GROUP_BOUNDS), ({"least": 3, "most": 3}, Code.GROUP_BOUNDS),
        ({"least": 2, "most": 1}, Code.GROUP_BOUNDS), ({"most": 2, "halves": True}, Code.GROUP_BOUNDS),
        ({"choices": (ChoiceFacts("Đá", is_default=True), ChoiceFacts("Nóng", is_default=True))}, Code.GROUP_BOUNDS),
        ({"choices": (ChoiceFacts("Đá"), ChoiceFacts("đá "))}, Code.CHOICE_TWICE),
        ({"choices": (ChoiceFacts("Đá", -1),)}, Code.INVALID_AMOUNT), ({"name": " "}, Code.INVALID_NAME),
        ({"choices": (ChoiceFacts("Đá", item_id="?", item_qty=1),)}, Code.UNKNOWN_ITEM),
        ({"choices": (ChoiceFacts("Đá", item_qty=1),)}, Code.INVALID_QUANTITY), ({"group_id": "?"}, Code.UNKNOWN_GROUP),
    ],
)  # fmt: skip
def test_a_group_that_nobody_could_choose_from_is_refused(shop, by, changes, code):
    with refused(code):
        shop.desk.menu.put_group(sizes(by, **changes))
    assert shop.count("option_group") == 0


def test_two_groups_have_two_names(shop, by):
    shop.desk.menu.put_group(sizes(by))
    with refused(Code.GROUP_NAME_TAKEN, name="Cỡ"):
        shop.desk.menu.put_group(sizes(by, id="g2"))


def combo(by, goods, *names, **changes):
    slots = tuple(ComboSlot(f"Phần {n}", (SlotChoice(goods[sku]),)) for n, sku in enumerate(names, 1))
    return replace(PutCombo("c1", goods["TRA"], slots, by), **changes)


def test_a_combo_is_read_with_its_slots(shop, by, goods):
    slots = (ComboSlot("Uống", (SlotChoice(goods["BIA"], 5_000), SlotChoice(goods["BANH"], is_default=True)), 2),)
    shop.desk.menu.put_combo(combo(by, goods, slots=slots))
    assert loaded(shop, goods["TRA"]).slots == slots
    shop.desk.menu.put_combo(combo(by, goods, id="c2"))
    assert loaded(shop, goods["TRA"]).slots == ()


def test_no_combo_holds_a_combo_itself_or_what_is_weighed(shop, by, goods):
    for sku in ("TRA", "CAN"):
        with refused(Code.COMBO_PART):
            shop.desk.menu.put_combo(combo(by, goods, sku))
    shop.desk.menu.put_combo(combo(by, goods, "BANH"))
    with refused(Code.COMBO_PART):
        shop.desk.menu.put_combo(combo(by, goods, "TRA", id="c2", item_id=goods["BIA"]))
    with refused(Code.COMBO_PART):
        shop.desk.menu.put_combo(combo(by, goods, "BIA", id="c3", item_id=goods["BANH"]))


def test_a_family_and_its_units(shop, by, goods):
    members = (FamilyItem(goods["BIA"], (("Đơn vị", "Lon"),)),
               FamilyItem(goods["BANH"], (("Đơn vị", "Thùng"),), goods["BIA"], 24 * ONE))  # fmt: skip
    shop.desk.menu.put_family(PutFamily("f1", "Bia Sài Gòn", members, by))
    crate = loaded(shop, goods["BANH"])
    assert (crate.family, crate.attributes) == ("Bia Sài Gòn", (("Đơn vị", "Thùng"),))
    with refused(Code.UNIT_OF_ITEM):
        shop.desk.menu.put_family(PutFamily("f2", "B", (FamilyItem(goods["TRA"], (), goods["BANH"], ONE),), by))
    assert shop.books().tie


def test_a_cashier_may_not(shop, goods):
    cashier = shop.person(CASHIER).id
    with refused(Code.NOT_ALLOWED, right="catalogue"):
        shop.desk.menu.put_group(sizes(cashier))
    with refused(Code.NOT_ALLOWED, right="catalogue"):
        shop.desk.menu.groups(cashier)
