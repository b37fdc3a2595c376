"""The set-up of stations: made, changed, tried and closed; what is refused stands where it was caused."""

import pytest

from pos_desktop.ui.kitchen.stations import OWN, RECEIPT, StationsController
from pos_desktop.ui.kitchen.stations_screen import StationsScreen
from tests.support.counter import inline
from tests.support.shop import MANAGER, Shop, copy_of
from tests.ui.tour import LONG, EveryState, framed


def controller_of(shop, tried=None):
    ops = inline()
    told = (lambda uri, _facts: tried.append(uri) or "") if tried is not None else lambda _uri, _facts: ""
    return StationsController(shop.desk, ops, ops, shop.person(MANAGER), told)


def made(controller, name, *categories):
    controller.new()
    controller.write(name=name)
    for category, words, _on in controller.view.form.ticks:
        if words in categories:
            controller.tick(category, True)
    controller.save()


def test_a_station_is_made_changed_and_closed(cafe):
    controller = controller_of(cafe)
    controller.load()
    assert controller.view.form is None
    made(controller, "Pha chế", "Cà phê", "Trà")
    assert [(row.name, row.detail) for row in controller.view.rows] == [("Pha chế", "Cà phê, Trà")]
    controller.choose_printer(RECEIPT)
    controller.step_late(-3)
    controller.save()
    (row,) = cafe.desk.stations.layout().stations
    assert (row.printer, row.late_after) == ("receipt", 420)
    controller.close_station()
    assert controller.view.rows == ()
    assert not any(item.station for item in cafe.desk.catalogue.load().index.items)


def test_what_is_refused_stands_where_it_was_caused(cafe):
    controller = controller_of(cafe)
    controller.load()
    made(controller, "Pha chế")
    made(controller, "Pha chế")
    assert controller.view.form.name_error == "Đã có trạm bếp tên này."
    controller.write(name="Bếp")
    controller.choose_printer(OWN)
    controller.write(printer="máy in kia")
    controller.save()
    assert controller.view.form.address_error
    controller.write(printer="tcp://127.0.0.1:9100")
    controller.save()
    assert (controller.view.form.address_error, controller.is_changed) == ("", False)


def test_a_printer_is_tried_before_it_is_kept(cafe):
    tried = []
    controller = controller_of(cafe, tried)
    toasts = []
    controller.toast.connect(toasts.append)
    controller.load()
    controller.new()
    controller.try_printer()  # nowhere
    controller.choose_printer(OWN)
    controller.write(printer=" tcp://127.0.0.1:9100 ")
    controller.try_printer()
    assert tried == ["tcp://127.0.0.1:9100"]
    assert [toast.text for toast in toasts] == ["Đã gửi phiếu thử tới máy in"]


@pytest.fixture(scope="module")
def cafe_shop(cafe_template, tmp_path_factory):
    shop = Shop(copy_of(cafe_template, tmp_path_factory.mktemp("stations") / "shop"))
    yield shop
    shop.close()


class TestStations(EveryState):
    @pytest.fixture(scope="class")
    @classmethod
    def tour(cls, panel, cafe_shop):
        controller = controller_of(cafe_shop)
        tour = panel(framed(StationsScreen(controller), "Hoa"))
        controller.load()
        tour.look("none yet" if not controller.view.rows else "the first")
        if not controller.view.rows:
            made(controller, LONG[:38], "Cà phê", "Trà")
            made(controller, "Bếp bánh", "Bánh")
        controller.choose_printer(OWN)
        tour.look("an address")
        controller.write(printer="máy in kia", name=" ")
        controller.save()
        tour.look("refused")
        return tour
