"""Receipts and the shop's form, in every state, on every panel: fit, hit, read and named (UX-01, 02, 03, 19)."""

import pytest

from pos_desktop.services.selling.receipts import Sought
from pos_desktop.ui.receipts.controller import ReceiptsController
from pos_desktop.ui.receipts.screen import ReceiptsScreen
from pos_desktop.ui.shop.controller import ShopController
from pos_desktop.ui.shop.screen import ShopScreen
from tests.support.counter import inline
from tests.support.shop import CASHIER, MANAGER, Shop, copy_of
from tests.ui.tour import LONG, EveryState, framed


@pytest.fixture(scope="module")
def lived_shop(template, tmp_path_factory):
    shop = Shop(copy_of(template, tmp_path_factory.mktemp("office") / "shop"))
    shop.granted(LONG, 1_240)
    for _ in range(8):
        shop.sold(f"12 x CÀ PHÊ HẠT RANG MỘC ĐẮK LẮK 250 G @ 1290000; 1 x BÁNH MÌ @ 35000; member {LONG}; redeem 60")
    sale = shop.desk.sales.get(shop.desk.receipts.page(Sought()).rows[0].id)
    shop.returned(sale, "1 x BÁNH MÌ")
    yield shop
    shop.close()


class TestReceipts(EveryState):
    @pytest.fixture(scope="class", params=[MANAGER, CASHIER])
    @classmethod
    def tour(cls, request, panel, lived_shop):
        ops = inline()
        person = lived_shop.person(request.param)
        controller = ReceiptsController(lived_shop.desk, ops, ops, person, "lp", lambda *_asked: None)
        tour = panel(framed(ReceiptsScreen(controller), person.name))
        tour.look("loading")
        controller.load()
        tour.look("the newest, partly back")
        controller.choose(controller.list_view.rows[1].key)
        controller.giving.step(1, 1)
        tour.look("both legs")
        controller.giving.take_all()
        controller.exchange()
        tour.look("no reason")
        controller.giving.write_reason(LONG)
        tour.look("everything marked")
        controller.search("khong co")
        tour.look("nothing found")
        return tour


class TestShop(EveryState):
    @pytest.fixture(scope="class")
    @classmethod
    def tour(cls, panel, lived_shop):
        controller = ShopController(lived_shop.desk, inline(), lived_shop.person(MANAGER))
        tour = panel(framed(ShopScreen(controller), MANAGER))
        controller.load()
        tour.look("as it is")
        controller.write("name", "  ")
        controller.save()
        tour.look("no name")
        controller.write("name", LONG)
        controller.write("address", f"{LONG}, 12 Nguyễn Thị Minh Khai, Quận 3")
        controller.step_hour(-1)
        controller.save()
        tour.look("a shift is open")
        return tour
