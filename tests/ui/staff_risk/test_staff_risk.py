"""The screen of staff risk: who stands out first, why, and the receipts behind it; on every panel."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from pos_desktop.ui.staff_risk.controller import RiskController
from pos_desktop.ui.staff_risk.screen import RiskScreen
from tests.support.counter import inline
from tests.support.shop import CASHIER, MANAGER, OWNER, Shop, copy_of
from tests.ui.tour import LONG, PANELS, EveryState, framed, on_panel, panel_name


def plant(shop):
    """Hoa sells honestly, Lan takes ten percent off every time and redeems without a card."""
    shop.granted(LONG, 5_000)
    for n in range(20):
        shop.sold(f"1 x PHỞ @ 55000; by {MANAGER}")
        shop.sold(f"1 x PHỞ @ 55000 -10%; by {CASHIER}" + (f"; member {LONG}; redeem 60" if n < 3 else ""))


@pytest.fixture
def controller(qapp, shop):
    plant(shop)
    made = RiskController(shop.till, inline(), shop.person(OWNER))
    made.load()
    return made


def table(controller):
    return {rate.name: (rate.cases, rate.rate, rate.others, rate.mark) for rate in controller.view.signs}


def test_who_stands_out_comes_first_with_its_cases(controller):
    view = controller.view
    assert [(row.name, row.sales, row.state) for row in view.people] == [
        (CASHIER, "20 hoá đơn", "2 việc cần xem"), (MANAGER, "20 hoá đơn", ""),
    ]  # fmt: skip
    assert (view.name, view.cases_title) == (CASHIER, "Giảm giá tay: từng lần")
    assert table(controller)["Giảm giá tay"] == ("20", "100,0", "0,0", "Cao")
    assert table(controller)["Hoàn tiền"] == ("0", "0,0", "0,0", "")
    assert len(view.cases) == 20
    assert view.cases[0].what.endswith("K1-000040")
    assert view.cases[0].amount.replace("\xa0", " ") == "5.500 ₫"


def test_another_sign_and_another_person(controller, shop):
    controller.choose_sign("unscanned")
    assert [LONG in case.what for case in controller.view.cases] == [True] * 3
    controller.choose(shop.person(MANAGER).id)
    assert (controller.view.sign, controller.view.cases, controller.view.cases_title) == ("", (), "")


def test_the_limits_are_stated(controller):
    assert "từ 3 lần trở lên và quá 2 lần mức giữa" in controller.view.how


def test_nobody_sold_anything(qapp, shop):
    made = RiskController(shop.till, inline(), shop.person(OWNER))
    made.load()
    assert (made.view.people, made.view.empty.title) == ((), "Chưa ai bán gì trong những ngày này")


def test_by_keys_alone(dressed, qtbot, controller):
    window = framed(RiskScreen(controller), OWNER)
    qtbot.addWidget(window)
    window.resize(1024, 768)
    window.show()
    window.activateWindow()
    window.go_home()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    screen = window.findChild(RiskScreen)
    qtbot.keyClick(screen, Qt.Key.Key_Down)
    assert controller.view.name == MANAGER
    left = []
    controller.left.connect(lambda: left.append(True))
    qtbot.keyClick(screen, Qt.Key.Key_Escape)
    assert left == [True]


@pytest.fixture(scope="module")
def place(template, tmp_path_factory):
    shop = Shop(copy_of(template, tmp_path_factory.mktemp("risk") / "shop"))
    yield shop
    shop.close()


@pytest.fixture(scope="module", params=PANELS, ids=panel_name)
def tour(request, qapp, place):
    with on_panel(qapp, request.param) as show:
        controller = RiskController(place.till, inline(), place.person(OWNER))
        tour = show(framed(RiskScreen(controller), LONG))
        controller.load()
        if not controller.view.people:
            tour.look("nobody")
            plant(place)
            controller.load()
        tour.look("somebody stands out")
        controller.choose_sign("unscanned")
        tour.look("long names")
        controller.choose(place.person(MANAGER).id)
        tour.look("nothing odd")
        yield tour


class TestOnEveryPanel(EveryState):
    """UX-01, UX-02, UX-03, UX-19."""
