"""The café of the counter with options, a combo, a family with a crate, an open price and serial numbers."""

from sqlalchemy import select, update

from pos_desktop.core.quantity import ONE
from pos_desktop.selling.bundles import ComboSlot, SlotChoice
from pos_desktop.services.shop.items import catalogue_changed
from pos_desktop.services.shop.menu import Assign, ChoiceFacts, FamilyItem, PutCombo, PutFamily, PutGroup
from pos_desktop.storage.schema.catalogue import item
from tests.support.shop import MANAGER, Shop

SIZES = (ChoiceFacts("Size M", is_default=True), ChoiceFacts("Size L", 10_000))
TOPPINGS = (ChoiceFacts("Trân châu", 5_000), ChoiceFacts("Thạch đào", 5_000), ChoiceFacts("Kem cheese", 12_000))
ICE = (ChoiceFacts("Nhiều đá"), ChoiceFacts("Ít đá"), ChoiceFacts("Không đá"))
BREADS = (ChoiceFacts("Bánh thường", is_default=True), ChoiceFacts("Bánh giòn"))


def write_menu(shop: Shop) -> None:
    """Tea `TD` has three groups, `TO` must be asked for, `CS` is a combo, water `NS` comes in crates (`BG`)."""
    by, menu = shop.person(MANAGER).id, shop.desk.menu
    with shop.till.db.read() as tx:
        ids = {sku: item_id for sku, item_id in tx.execute(select(item.c.sku, item.c.id))}
    wanted = (("Cỡ", SIZES, {"least": 1}), ("Topping", TOPPINGS, {"most": 2}), ("Đá", ICE, {}),
              ("Vị", TOPPINGS, {"least": 1, "halves": True}), ("Vỏ bánh", BREADS, {"least": 1}))  # fmt: skip
    groups = [menu.put_group(PutGroup(f"g{n}", name, choices, by, **more))
              for n, (name, choices, more) in enumerate(wanted)]  # fmt: skip
    for sku, asked in (("TD", groups[:3]), ("TO", groups[3:4]), ("BM", groups[4:])):
        menu.assign(Assign(f"a-{sku}", tuple(asked), by, items=(ids[sku],)))
    drinks = (SlotChoice(ids["CFSD"], is_default=True), SlotChoice(ids["TD"], 6_000))
    slots = ComboSlot("Uống", drinks), ComboSlot("Ăn", (SlotChoice(ids["BM"]),), 2)
    menu.put_combo(PutCombo("c1", ids["CS"], slots, by))
    units = FamilyItem(ids["NS"]), FamilyItem(ids["BG"], (("Đơn vị", "Thùng"),), ids["NS"], 24 * ONE)
    menu.put_family(PutFamily("f1", "Nước suối các loại", units, by))
    with shop.till.db.write() as tx:
        for sku, flag in (("HR", "open_price"), ("CR", "asks_serial")):
            tx.execute(update(item).where(item.c.sku == sku).values({flag: True}))
        catalogue_changed(tx)
