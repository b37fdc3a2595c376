"""Goods one by one and many at once: what is kept, what is refused by name, what the till then sells."""

from dataclasses import replace

import pytest

from pos_desktop.core.errors import Code
from pos_desktop.selling.new_prices import PriceChange
from pos_desktop.services.shop.categories import PutCategory
from pos_desktop.services.shop.goods import ChangeMany, Facts, MoveTiles, PutItem, facts_of
from tests.support.refusals import refused
from tests.support.shop import MANAGER

TEA = Facts("  Trà  đào ", 45_000, sku="TRADAO", barcodes=("8938505974194", "TD"))


@pytest.fixture
def by(shop):
    return shop.person(MANAGER).id


def put(shop, by, facts, item_id="", **more):
    return shop.desk.goods.put(PutItem(shop.till.ids(), facts, by, item_id, **more))


def row(shop, by, item_id):
    return next(row for row in shop.desk.goods.every(by) if row.id == item_id)


def test_a_new_item_is_name_and_price_and_sold_at_once(shop, by):
    kept = put(shop, by, Facts("Trà đào", 45_000))
    assert kept.sku.startswith("HH")
    [found] = shop.desk.catalogue.load().index.find(kept.sku)
    assert (found.item.name, found.item.price, found.item.vat_group) == ("Trà đào", 45_000, "standard")
    assert shop.books().tie


def test_everything_of_an_item_is_kept_and_read_back(shop, by):
    category = shop.desk.categories.put(PutCategory(shop.till.ids(), "Trà", by, "c3")).id
    can = put(shop, by, Facts("Lon", 10_000)).id
    facts = replace(
        TEA, category_id=category, cost=12_000, unit="ly", colour="c2", earns_points=False, plu="00042",
        open_price=True, asks_serial=True, tracked=True, low_stock=5_000, family="Trà", attributes=(("Cỡ", "L"),),
        base_id=can, base_qty=6_000, course=2, sold=False, by_weight=True,
    )  # fmt: skip
    kept = put(shop, by, facts)
    assert facts_of(row(shop, by, kept.id)) == replace(facts, name="Trà đào")
    assert facts_of(row(shop, by, put(shop, by, TEA, kept.id).id)) == replace(TEA, name="Trà đào")
    assert shop.books().tie


def test_the_same_operation_makes_one_item(shop, by):
    command = PutItem("op", TEA, by)
    assert shop.desk.goods.put(command).id == shop.desk.goods.put(command).id
    with refused(Code.ID_REUSED):
        shop.desk.goods.put(PutItem("op", replace(TEA, price=1), by))


@pytest.mark.parametrize(
    ("changes", "code", "said"),
    [
        ({"name": "x" * 10_000}, Code.INVALID_NAME, {"most": 200}),
        ({"name": "\x00\x07"}, Code.INVALID_NAME, {"most": 200}),
        ({"price": 0}, Code.PRICE_ZERO, {"name": "Trà đào"}),
        ({"price": -1}, Code.INVALID_AMOUNT, {}),
        ({"sku": "tradao"}, Code.SKU_TAKEN, {"text": "tradao", "name": "Trà đào"}),
        ({"barcodes": ("8938505974194",)}, Code.BARCODE_TAKEN, {"text": "8938505974194", "name": "Trà đào"}),
        ({"barcodes": ("8938505974195",)}, Code.BAD_CHECK_DIGIT, {"text": "8938505974195"}),
        ({"barcodes": ("trà đào",)}, Code.INVALID_CODE, {"text": "trà đào"}),
        ({"plu": "42"}, Code.INVALID_CODE, {"text": "42"}),
        ({"plu": "00042"}, Code.PLU_TAKEN, {"text": "00042", "name": "Trà đào"}),
        ({"category_id": "?"}, Code.UNKNOWN_CATEGORY, {}),
        ({"vat_group": "beer"}, Code.UNKNOWN_VAT_GROUP, {"text": "beer"}),
        ({"groups": ("?",)}, Code.UNKNOWN_GROUP, {"text": "?"}),
        ({"base_id": "?"}, Code.UNKNOWN_ITEM, {"text": "?"}),
        ({"low_stock": -1}, Code.INVALID_QUANTITY, {}),
        ({"station_id": "?"}, Code.UNKNOWN_STATION, {}),
        ({"attributes": (("Cỡ", "x" * 41),)}, Code.INVALID_TEXT, {"most": 40}),
        ({"attributes": (("Cỡ", "L"),) * 9}, Code.INVALID_QUANTITY, {}),
        ({"colour": "\0"}, Code.INVALID_TEXT, {}),
    ],
)
def test_what_cannot_be_is_refused_by_name(shop, by, changes, code, said):
    put(shop, by, replace(TEA, plu="00042"))
    before = shop.count("item")
    with refused(code, **said):
        put(shop, by, replace(Facts("Trà đào", 45_000, sku="KHAC"), **changes))
    assert shop.count("item") == before


def test_control_bytes_in_a_name_go(shop, by):
    kept = put(shop, by, Facts("Trà\x07\x1b[2J đào\r\n", 1_000))
    assert row(shop, by, kept.id).name == "Trà[2J đào"


def test_an_item_given_away_is_confirmed(shop, by):
    kept = put(shop, by, Facts("Nước lọc", 0), is_free=True)
    assert row(shop, by, put(shop, by, Facts("Nước", 0, sku=kept.sku), kept.id).id).name == "Nước"


def test_a_code_that_an_item_has_already_stands_in_no_ones_way(shop, by):
    kept = put(shop, by, TEA)
    put(shop, by, replace(TEA, name="Trà đào cam sả"), kept.id)
    assert row(shop, by, kept.id).barcodes == ("8938505974194", "TD")


def test_a_unit_of_a_unit_is_refused(shop, by):
    can = put(shop, by, Facts("Lon", 10_000)).id
    crate = put(shop, by, Facts("Thùng", 200_000, base_id=can, base_qty=24_000)).id
    with refused(Code.UNIT_OF_ITEM, name="Thùng"):
        put(shop, by, Facts("Pallet", 900_000, base_id=crate))
    with refused(Code.UNIT_OF_ITEM, name="Thùng"):
        put(shop, by, Facts("Lon", 10_000, base_id=crate), can)


def test_many_items_change_at_once_and_the_journal_tells_old_and_new(shop, by):
    a, b, free = (put(shop, by, Facts(n, p), is_free=True).id for n, p in (("A", 29_000), ("B", 45_000), ("C", 0)))
    change = PriceChange(percent=500)
    told = shop.desk.goods.change_many(ChangeMany("many", (a, b, free), by, vat_group="alcohol", price=change))
    assert told.count == 3
    assert [(row(shop, by, x).price, row(shop, by, x).vat_group) for x in (a, b, free)] == [
        (30_000, "alcohol"), (47_000, "alcohol"), (0, "alcohol"),
    ]  # fmt: skip
    with shop.till.db.read() as tx:
        [body] = tx.exec_driver_sql("SELECT body FROM journal WHERE kind = 'catalogue_changed' AND body LIKE '%many%'"
                                    " OR body LIKE '%change_items%'").scalars()  # fmt: skip
    assert "29000,30000" in body
    assert "45000,47000" in body
    assert shop.books().tie
    with refused(Code.INVALID_AMOUNT):
        shop.desk.goods.change_many(ChangeMany("both", (a,), by, price=PriceChange(percent=1, amount=1)))


def test_items_rest_and_their_tiles_are_moved(shop, by):
    ids = [put(shop, by, Facts(name, 1_000)).id for name in "ABC"]
    shop.desk.goods.move_tiles(MoveTiles("m", (ids[2], ids[0], ids[1]), by))
    assert [item.name for item in shop.desk.catalogue.load().index.items] == ["C", "A", "B"]
    shop.desk.goods.change_many(ChangeMany("r", (ids[0],), by, active=False))
    assert [item.name for item in shop.desk.catalogue.load().index.items] == ["C", "B"]
