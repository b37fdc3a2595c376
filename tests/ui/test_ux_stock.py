"""Stock, in every state, on every panel: fit, hit, read and named (UX-01, 02, 03, 19)."""

import pytest

from pos_desktop.core.quantity import ONE
from pos_desktop.services.shop.stocking.purchases import PlaceOrder, PutSupplier
from pos_desktop.services.shop.stocking.stock import Receive, StockLine, Track
from pos_desktop.ui.stock.controller import StockController
from pos_desktop.ui.stock.screen import StockScreen
from tests.support.counter import inline
from tests.support.shop import MANAGER, Shop, copy_of
from tests.ui.tour import LONG, EveryState, framed

COFFEE = "CÀ PHÊ HẠT RANG MỘC ĐẮK LẮK HẢO HẠNG 250 G"


@pytest.fixture(scope="module")
def full_shop(template, tmp_path_factory):
    shop = Shop(copy_of(template, tmp_path_factory.mktemp("stock") / "shop"))
    desk, by, ids = shop.desk, shop.person(MANAGER).id, shop.till.ids
    items = [line.item_id for line in shop.order(f"1 x {COFFEE} @ 1290000; 1 x BÁNH @ 35000; 1 x SỮA @ 9000").lines]
    supplier = desk.purchases.put_supplier(PutSupplier(ids(), by, LONG, "0901234567", address=f"{LONG}, Quận 3")).id
    lines = tuple(StockLine(item, 240 * ONE, 1_180_000) for item in items[:2])
    desk.stock.receive(Receive(ids(), by, lines, supplier, "PGH-2026-000123"))
    desk.purchases.order(PlaceOrder(ids(), by, supplier, lines, note=LONG))
    desk.stock.track(Track(ids(), by, items[0], True, 500 * ONE))
    shop.sold(f"2 x {COFFEE} @ 1290000; 3 x SỮA @ 9000")
    yield shop
    shop.close()


class TestStock(EveryState):
    @pytest.fixture(scope="class")
    @classmethod
    def tour(cls, panel, full_shop):
        ops = inline()
        controller = StockController(full_shop.desk, ops, ops, full_shop.person(MANAGER))
        tour = panel(framed(StockScreen(controller), MANAGER))
        tour.look("loading")
        controller.load()
        tour.look("levels, the low one first")
        controller.write("receive")
        controller.paper.search("ca phe")
        tour.look("an item was found")
        controller.paper.pick_first()
        controller.paper.confirm()
        tour.look("no quantity")
        controller.paper.close()
        controller.write("count")
        controller.paper.scan("SUA")
        controller.paper.scan("SUA")
        tour.look("counted twice")
        controller.paper.close()
        controller.do("track")
        tour.look("watching an item")
        controller.paper.close()
        controller.show_part("papers")
        tour.look("papers")
        controller.show_part("orders")
        tour.look("orders")
        controller.do("arrive")
        tour.look("an order arrives")
        controller.paper.close()
        controller.show_part("suppliers")
        controller.do("edit")
        tour.look("a supplier")
        controller.paper.close()
        controller.search("khong co")
        tour.look("nothing found")
        return tour
