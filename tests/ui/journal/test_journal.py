"""The screen of the journal: rows in sentences, filters, one row whole, by keys alone, on every panel."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from pos_desktop.services.office.journal_pages import Group
from pos_desktop.ui.journal.controller import JournalController
from pos_desktop.ui.journal.screen import JournalScreen
from tests.support.counter import inline
from tests.support.shop import MANAGER
from tests.ui.tour import LONG, PANELS, EveryState, framed, on_panel, panel_name


@pytest.fixture
def sales(shop):
    shop.granted("Lan", 100)
    return [shop.sold("1 x PHỞ @ 55000"), shop.sold("3 x PHỞ @ 100000 -10%; member Lan")]


@pytest.fixture
def controller(qapp, shop, sales):
    made = JournalController(shop.desk, inline(), shop.person(MANAGER))
    made.load()
    return made


def sentences(controller):
    return [row.sentence.replace("\xa0", " ") for row in controller.list_view.rows]


def test_the_newest_row_comes_first_and_is_on_show(controller):
    assert sentences(controller)[:2] == ["Mộc bán K1-000002, 270.000 ₫", "Mộc bán K1-000001, 55.000 ₫"]
    shown = {row.label: row.amount.replace("\xa0", " ") for row in controller.detail.details}
    assert shown["3 × PHỞ"] == shown["Tiền mặt"] == "270.000 ₫"
    assert controller.detail.vouches.startswith("Dòng này giữ dấu của")


def test_filters_and_what_is_said_where_nothing_is(controller, shop, sales):
    controller.choose_group(Group.BY_HAND.value)
    assert sentences(controller) == ["Mộc bán K1-000002, 270.000 ₫"]
    controller.choose_person(shop.person(MANAGER).id)
    assert (controller.list_view.rows, controller.detail) == ((), None)
    assert controller.list_view.empty.action == "Xem tất cả"
    controller.search("K1-000777")
    assert controller.list_view.empty.hint == "Không tìm thấy hoá đơn này."
    assert controller.list_view.people[0].label == "Mọi người"


@pytest.fixture
def screen(dressed, qtbot, controller):
    window = framed(JournalScreen(controller), "Hoa")
    window.resize(1024, 768)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    window.go_home()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    return window.findChild(JournalScreen)


def test_by_keys_alone(screen, controller, qtbot):
    qtbot.keyClick(screen, Qt.Key.Key_Down)
    assert controller.detail.sentence.startswith("Mộc bán K1-000001")
    qtbot.keyClick(screen, Qt.Key.Key_Slash)
    qtbot.keyClicks(screen.search, "K1-000002")
    qtbot.waitUntil(lambda: len(controller.list_view.rows) == 1)
    left = []
    controller.left.connect(lambda: left.append(True))
    qtbot.keyClick(screen, Qt.Key.Key_Escape)
    assert (screen.search.text(), left) == ("", [])
    qtbot.keyClick(screen, Qt.Key.Key_Escape)
    assert left == [True]


class TestOnEveryPanel(EveryState):
    @pytest.fixture(scope="class")
    def place(self, template, tmp_path_factory):
        from tests.support.shop import Shop, copy_of

        shop = Shop(copy_of(template, tmp_path_factory.mktemp("journal") / "shop"))
        shop.granted(LONG, 100)
        for _n in range(12):
            shop.sold(f"3 x CÀ PHÊ SỮA ĐÁ RẤT NHIỀU ĐÁ @ 100000 -10%; member {LONG}")
        yield shop
        shop.close()

    @pytest.fixture(scope="class", params=PANELS, ids=panel_name)
    def tour(self, request, qapp, place):
        with on_panel(qapp, request.param) as show:
            controller = JournalController(place.desk, inline(), place.person(MANAGER))
            tour = show(framed(JournalScreen(controller), LONG))
            controller.load()
            tour.look("the list")
            controller.choose_group(Group.OUT.value)
            tour.look("nothing")
            controller.search("K1-000777")
            tour.look("not found")
            yield tour
