"""The catalogue in every state, on every panel: fit, hit, read and named (UX-01, 02, 03, 19)."""

import pytest

from pos_desktop.documents.labels import Labelled
from pos_desktop.selling.order import OrderType
from pos_desktop.services.shop.goods import Facts, PutItem
from pos_desktop.services.shop.menu import ChoiceFacts, PutGroup
from pos_desktop.services.shop.price_lists import PutList
from pos_desktop.ui.catalogue.controller import CatalogueController
from pos_desktop.ui.catalogue.screen import CatalogueScreen
from pos_desktop.ui.form.kinds import Words
from tests.support.counter import inline, open_cafe
from tests.support.shop import MANAGER, Shop, copy_of
from tests.ui.tour import LONG, EveryState, framed


@pytest.fixture(scope="module")
def furnished(template, tmp_path_factory):
    folder = copy_of(template, tmp_path_factory.mktemp("goods") / "shop")
    open_cafe(folder)
    shop = Shop(folder)
    by = shop.person(MANAGER).id
    shop.desk.price_lists.put(PutList("l", f"Giao hàng {LONG}"[:60], by, (OrderType.DELIVERY,)))
    shop.desk.menu.put_group(PutGroup("g", "Cỡ", (ChoiceFacts("Size M"), ChoiceFacts("Size L", 10_000)), by, least=1))
    shop.desk.goods.put(PutItem("i", Facts(f"{LONG} cỡ lớn mang đi thêm trân châu", 999_000_000), by))
    shop.desk.goods.put(PutItem("w", Facts(f"{LONG} tươi", 189_000, unit="kg", by_weight=True, plu="00777"), by))
    yield shop
    shop.close()


class TestCatalogue(EveryState):
    @pytest.fixture(scope="class")
    @classmethod
    def tour(cls, panel, furnished):
        controller = CatalogueController(furnished.desk, inline(), furnished.person(MANAGER))
        tour = panel(framed(CatalogueScreen(controller), MANAGER))
        tour.look("loading")
        controller.load()
        tour.look("the first item")
        controller.type(("sku",), Words(True), "BX")
        controller.save()
        tour.look("a code that is taken")
        controller.ask.connect(lambda _view, accept: accept())
        controller.search("khong co")
        tour.look("nothing found")
        controller.search("")
        controller.filter(controller.every.categories[0].id)
        tour.look("tiles of a category")
        for segment in ("groups", "lists"):
            controller.choose_segment(segment)
            tour.look(segment)
        controller.prices.open()
        first = controller.prices.view.rows[0].key
        controller.prices.type(first, "x")
        tour.look("prices of a list")
        controller.prices.give_up()
        controller.choose_segment("items")
        controller.choose(next(row.id for row in controller.every.goods if row.plu == "00777"))
        controller.weighing.open()
        controller.weighing.type("0,35")
        tour.look("a label with its weight")
        controller.weighing.close()
        controller.labels.has_printer = True
        controller.labels.open((Labelled(LONG, 29_000, "A"), Labelled("B", 1_000, "B")))
        controller.labels.type_copies("x")
        controller.labels.type_start("25")
        tour.look("labels that no sheet takes")
        controller.labels.choose("roll")
        controller.labels.type_copies("2")
        tour.look("labels on the receipt printer")
        controller.labels.close()
        controller.many.begin()
        controller.many.tick_all()
        controller.pick(("how",), "up")
        tour.look("many at once")
        return tour
