"""The sheet of options and combos and what it leaves in the cart, on every panel: fit, hit, read and named."""

import pytest

from tests.support.counter import Counter, Stand, inline
from tests.support.menu_cafe import write_menu
from tests.support.shop import Shop, copy_of
from tests.ui.tour import EveryState


@pytest.fixture(scope="module")
def menu_shop(cafe_template, tmp_path_factory):
    shop = Shop(copy_of(cafe_template, tmp_path_factory.mktemp("menu") / "shop"))
    write_menu(shop)
    yield shop
    shop.close()


class TestMaking(EveryState):
    @pytest.fixture(scope="class")
    @classmethod
    def tour(cls, panel, menu_shop):
        counter = Counter(menu_shop, inline())
        sale, tour = counter.sale, panel(Stand(counter).teach())
        ids = {item.sku: item.id for item in sale.shelf.index.items}
        counter.scan("TO")
        sale.adding.confirm()
        tour.look("something is missing")
        sale.adding.close()
        sale.add_item(ids["TD"])
        tour.look("the usual")
        [size, topping, _ice] = sale.view.making.sections
        for section in (size, topping):
            sale.adding.toggle(section.place, section.choices[-1].id)
        sale.adding.confirm()
        sale.add_item(ids["CS"])
        tour.look("a combo")
        sale.adding.confirm()
        sale.select(1)
        tour.look("rows in the cart")
        sale.add_item(ids["BG"])
        tour.look("a family")
        sale.search("")
        counter.scan("HR")
        tour.look("an open price")
        sale.entries.close()
        counter.scan("CR")
        tour.look("a serial number")
        sale.drop()  # the next panel begins an order of its own
        return tour
