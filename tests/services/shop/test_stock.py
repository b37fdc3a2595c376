"""Stock: goods that are made of others, papers that move levels, what they cost on average, the books behind it."""

from datetime import timedelta

import pytest

from pos_desktop.core.errors import Code
from pos_desktop.core.quantity import ONE
from pos_desktop.selling.lines import Use
from pos_desktop.services.shop.menu import FamilyItem, PutFamily
from pos_desktop.services.shop.stocking.purchases import CancelOrder, PlaceOrder, PutSupplier
from pos_desktop.services.shop.stocking.recipes import PutRecipe
from pos_desktop.services.shop.stocking.stock import Adjust, Count, MarkSoldOut, Receive, StockLine, Track, Waste
from pos_desktop.storage.queries.stocks import Asked
from tests.support.refusals import refused
from tests.support.shop import CASHIER, MANAGER

GOODS = {"PHỞ": "50000", "BÒ": "200000", "BÁNH": "30000", "THÙNG": "240000"}


class Kept:
    """A shop with pho that is made of beef and noodles, and crates of noodles."""

    def __init__(self, shop):
        self.shop, self.stock = shop, shop.desk.stock
        names = ("PHỞ", "BÒ", "BÁNH", "THÙNG")
        self.ids = {
            name: shop.item({"name": name, "qty": "1", "price": GOODS[name], "vat": None, "plain": None}).id
            for name in names
        }
        self.by = shop.person(MANAGER).id
        self.pho, self.beef, self.noodles, self.crate = (self.ids[name] for name in names)
        unit = FamilyItem(self.crate, (("Đơn vị", "Thùng"),), self.noodles, 24 * ONE)
        shop.desk.menu.put_family(PutFamily(self.id(), "Bánh", (unit,), self.by))

    def id(self):
        return self.shop.till.ids()

    def cooked(self):
        self.shop.desk.recipes.put(PutRecipe(self.id(), self.by, self.pho, ((self.beef, 100), (self.noodles, 200))))

    def received(self, *lines, **more):
        return self.stock.receive(Receive(self.id(), self.by, tuple(StockLine(*line) for line in lines), **more))

    def levels(self):
        rows = dict(self.shop.rows("SELECT id, qty FROM stock_level"))
        return {name: rows[item_id] for name, item_id in self.ids.items() if item_id in rows}

    def cost(self, name):
        ((cost,),) = self.shop.rows("SELECT cost FROM item WHERE id = ?", self.ids[name])
        return cost


@pytest.fixture
def kept(shop):
    return Kept(shop)


def test_a_bowl_takes_what_it_is_made_of_and_brings_it_back(kept):
    kept.received((kept.beef, 5 * ONE, 180_000), (kept.crate, ONE, 240_000))
    kept.cooked()
    shop = kept.shop
    item = next(item for item in shop.desk.catalogue.load().index.items if item.id == kept.pho)
    assert item.uses == (Use(kept.beef, 100, 180_000), Use(kept.noodles, 200, 10_000))
    assert item.cost == 20_000

    sale = shop.sold("3 x PHỞ @ 50000; 1 x BÒ @ 200000")
    assert kept.levels() == {"BÒ": 3_700, "BÁNH": 23_400}
    assert shop.rows("SELECT unit_cost FROM sale_line WHERE sku = 'PHO'") == [(20_000,)]
    shop.returned(sale, "1 x PHỞ")
    assert kept.levels() == {"BÒ": 3_800, "BÁNH": 23_600}
    shop.returned(sale)
    assert kept.levels() == {"BÒ": 5_000, "BÁNH": 24_000}
    assert shop.books().tie


def test_what_comes_in_moves_the_average(kept):
    kept.received((kept.beef, 10 * ONE, 200_000))
    made = kept.received((kept.beef, 5 * ONE, 230_000), reference="PN 7", reason="sáng")
    assert (kept.cost("BÒ"), kept.levels()["BÒ"]) == (210_000, 15_000)
    assert (made.number, made.cost, made.differences) == ("K1-KHO000002", 1_150_000, {kept.beef: 5_000})
    page = kept.shop.desk.stock_pages.movements(kept.by, kept.beef)
    assert [(row.kind, row.paper, row.qty, row.after) for row in page.rows] == [
        ("receive", "K1-KHO000002", 5_000, 15_000), ("receive", "K1-KHO000001", 10_000, 10_000),
    ]  # fmt: skip
    assert kept.shop.books().tie


def test_a_count_sets_the_level_and_tells_what_passed(kept):
    kept.received((kept.beef, 10 * ONE, 200_000), (kept.noodles, 5 * ONE, 10_000))
    began = kept.shop.till.now()
    kept.shop.clock.set(began + timedelta(minutes=5))
    kept.shop.sold("1 x BÒ @ 200000")
    lines = (StockLine(kept.beef, 8 * ONE), StockLine(kept.beef, 500))
    made = kept.stock.count(Count(kept.id(), kept.by, lines, began))
    assert (made.differences, made.passing, made.cost) == ({kept.beef: -500}, {kept.beef: -1_000}, -100_000)
    assert kept.levels() == {"BÒ": 8_500, "BÁNH": 5_000}
    again = kept.stock.count(Count(kept.id(), kept.by, lines, kept.shop.till.now()))
    assert (again.differences, again.passing) == ({}, {})
    assert kept.shop.books().tie


def test_waste_and_adjusting_need_a_reason(kept):
    kept.received((kept.beef, 10 * ONE, 200_000))
    lines = (StockLine(kept.beef, 300),)
    with refused(Code.REASON_NEEDED):
        kept.stock.waste(Waste(kept.id(), kept.by, lines, " "))
    kept.stock.waste(Waste(kept.id(), kept.by, lines, "ôi"))
    kept.stock.adjust(Adjust(kept.id(), kept.by, (StockLine(kept.beef, -200),), "cân lại"))
    assert kept.levels() == {"BÒ": 9_500}
    assert kept.shop.rows("SELECT kind, cost, reason FROM stock_document ORDER BY number") == [
        ("receive", 2_000_000, ""), ("waste", -60_000, "ôi"), ("adjust", -40_000, "cân lại"),
    ]  # fmt: skip


def test_a_paper_sent_twice_is_one(kept):
    command = Receive("op", kept.by, (StockLine(kept.beef, ONE, 1_000),))
    first, second = kept.stock.receive(command), kept.stock.receive(command)
    assert (first.is_repeat, second.is_repeat, second.number) == (False, True, first.number)
    assert kept.levels() == {"BÒ": ONE}


def test_what_is_refused(kept):
    kept.cooked()
    with refused(Code.NOT_STOCKED, name="PHỞ"):
        kept.received((kept.pho, ONE, 1_000))
    with refused(Code.STOCK_EMPTY):
        kept.received()
    with refused(Code.INVALID_QUANTITY):
        kept.received((kept.beef, -ONE, 1_000))
    with refused(Code.NOT_ALLOWED, right="stock"):
        kept.by = kept.shop.person(CASHIER).id
        kept.received((kept.beef, ONE, 1_000))
    assert kept.shop.count("stock_movement") == 0


def test_a_unit_moves_a_thousandth_of_its_base_at_least_and_no_paper_is_worth_more_than_money(kept):
    sip = FamilyItem(kept.crate, (), kept.noodles, 100)
    kept.shop.desk.menu.put_family(PutFamily(kept.id(), "", (sip,), kept.by))
    with refused(Code.INVALID_QUANTITY):
        kept.received((kept.crate, 1))
    with refused(Code.INVALID_AMOUNT):
        kept.received((kept.crate, ONE, 999_999_999_999))
    with refused(Code.INVALID_AMOUNT):
        kept.received((kept.beef, 100_000 * ONE, 999_999_999))
    huge = FamilyItem(kept.crate, (), kept.noodles, 100_000 * ONE)
    kept.shop.desk.menu.put_family(PutFamily(kept.id(), "", (huge,), kept.by))
    with refused(Code.INVALID_QUANTITY):
        kept.received((kept.crate, 2 * ONE))
    assert kept.levels() == {}


def test_nothing_is_made_of_itself(kept):
    kept.cooked()
    with refused(Code.RECIPE_LOOP):
        kept.shop.desk.recipes.put(PutRecipe(kept.id(), kept.by, kept.noodles, ((kept.pho, ONE),)))
    kept.shop.desk.recipes.put(PutRecipe(kept.id(), kept.by, kept.pho, ()))
    assert kept.shop.count("recipe_line") == 0


def test_an_order_arrives_in_parts(kept):
    desk, shop = kept.shop.desk.purchases, kept.shop
    supplier = desk.put_supplier(PutSupplier(kept.id(), kept.by, "Bò Tơ", phone="0901")).id
    with refused(Code.SUPPLIER_TAKEN):
        desk.put_supplier(PutSupplier(kept.id(), kept.by, "Bò Tơ"))
    lines = (StockLine(kept.beef, 10 * ONE, 190_000), StockLine(kept.crate, 2 * ONE, 240_000))
    made = desk.order(PlaceOrder(kept.id(), kept.by, supplier, lines))
    kept.received((kept.beef, 10 * ONE, 190_000), (kept.crate, ONE, 240_000), purchase_id=made.id, supplier_id=supplier)
    (row,) = desk.orders(kept.by)
    assert (row.number, row.state, row.cost, row.done) == ("K1-DH000001", "part", 2_380_000, 916)
    assert desk.lines(kept.by, made.id) == [StockLine(kept.crate, ONE, 240_000)]
    kept.received((kept.crate, ONE, 240_000), purchase_id=made.id)
    with refused(Code.PURCHASE_CLOSED):
        desk.cancel(CancelOrder(kept.id(), kept.by, made.id))
    assert kept.levels() == {"BÒ": 10_000, "BÁNH": 48_000}
    assert shop.books().tie


def test_what_is_low_stands_first_and_is_suggested(kept):
    kept.received((kept.beef, 2 * ONE, 200_000), (kept.noodles, 90 * ONE, 10_000))
    kept.stock.track(Track(kept.id(), kept.by, kept.beef, True, 3 * ONE))
    page = kept.shop.desk.stock_pages.levels(kept.by, Asked())
    assert [(row.name, row.qty, row.is_low) for row in page.rows][:2] == [("BÒ", 2_000, True), ("BÁNH", 90_000, False)]
    assert (page.worth.value, page.worth.low, page.worth.negative) == (1_300_000, 1, 0)
    assert kept.shop.desk.purchases.suggested(kept.by) == [StockLine(kept.beef, 4 * ONE, 200_000)]
    low = kept.shop.desk.stock_pages.levels(kept.by, Asked(low=True))
    assert [row.name for row in low.rows] == ["BÒ"]


def test_the_till_keeps_count_of_what_is_tracked(kept):
    kept.received((kept.beef, 2 * ONE, 200_000))
    kept.stock.track(Track(kept.id(), kept.by, kept.beef, True))
    wares = kept.shop.desk.catalogue.load()
    beef = wares.index.get(kept.beef)
    assert (wares.levels, wares.left(beef), wares.left(wares.index.get(kept.pho))) == ({kept.beef: 2_000}, 2_000, None)
    command = kept.shop.command("2 x BÒ @ 200000")
    kept.shop.desk.sales.complete(command)
    after = wares.after(command.order.lines)
    assert after.left(beef) == 0
    assert kept.shop.desk.catalogue.newer_than(after) is None
    assert kept.shop.desk.catalogue.newer_than(wares).levels == after.levels


def test_sold_out_is_for_a_day(kept):
    cashier = kept.shop.person(CASHIER).id
    kept.stock.mark_sold_out(MarkSoldOut(kept.id(), cashier, kept.pho, True))
    wares = kept.shop.desk.catalogue.load()
    assert wares.left(wares.index.get(kept.pho)) == 0
    kept.shop.clock.set(kept.shop.till.now() + timedelta(days=1))
    tomorrow = kept.shop.desk.catalogue.newer_than(wares)
    assert tomorrow.left(tomorrow.index.get(kept.pho)) is None


def test_levels_and_marks_that_somebody_bent_are_found(kept):
    kept.received((kept.beef, 10 * ONE, 200_000))
    kept.shop.sold("1 x BÒ @ 200000")
    with kept.shop.till.db.write() as tx:
        tx.exec_driver_sql("UPDATE stock_level SET qty = 1")
        tx.exec_driver_sql("DROP TRIGGER tr_stock_movement_delete")
        tx.exec_driver_sql("DELETE FROM stock_movement WHERE kind = 'sale'")
    from pos_desktop.services.office.proofs import stock

    with kept.shop.till.db.read() as tx:
        found = {problem.table for problem in stock.problems(tx)}
    assert found == {"stock_level", "sale_line"}
