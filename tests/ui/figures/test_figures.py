"""The shop's reports on screen: any of them, of any days, beside the days before; rows that open; files; panels."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog

from pos_desktop.app.offices import visit
from pos_desktop.app.visiting import Visiting
from pos_desktop.app.workers import Workers
from pos_desktop.insight.tables import Behind
from pos_desktop.selling.permissions import Role
from pos_desktop.services.office.reports.every import Name, Reports
from pos_desktop.ui.figures.controller import FiguresController
from pos_desktop.ui.figures.screen import FiguresScreen
from pos_desktop.ui.scanner import ScanFilter
from pos_desktop.ui.window import Window
from tests.support.counter import inline
from tests.support.shop import CASHIER, OWNER, SETTLED, Shop, copy_of
from tests.ui.test_rooms_by_role import premises
from tests.ui.tour import LONG, PANELS, EveryState, framed, on_panel, panel_name

ONE_DAY = timedelta(days=1)


def plant(shop):
    sale = shop.sold("2 x PHỞ @ 55000 -10%")
    shop.sold("1 x Cà phê sữa đá không đường, ít đá, mang đi cho cả văn phòng @ 40000")
    shop.on(f"{SETTLED + ONE_DAY} 10:00")
    shop.sold("1 x PHỞ @ 55000")
    shop.returned(sale)


def made_for(shop, person=OWNER):
    return FiguresController(Reports(shop.till), inline(), shop.person(person).id, shop.till.today)


@pytest.fixture
def controller(qapp, shop):
    plant(shop)
    made = made_for(shop)
    made.load()
    return made


def test_any_report_of_the_same_days(controller):
    assert len(controller.view.reports) == len(Name)
    for name in Name:
        controller.choose(name.value)
        assert controller.view.table.key == controller.view.chosen == name.value
        assert controller.view.title


def test_sums_stand_under_the_table(controller):
    controller.choose_span(7)
    assert "Đã bán 194.000 ₫ · Trả lại 99.000 ₫ · Còn lại 95.000 ₫" in controller.view.sums.replace("\xa0", " ")


def test_beside_the_day_before(controller):
    controller.choose_beside(True)
    (row,) = controller.found.rows
    assert row.cells[1:4] == (1, 2, -5_000)
    assert "kỳ trước" not in controller.view.sums


def test_a_day_opens_its_hours_and_a_refund_its_receipt(controller):
    opened = []
    controller.opening.connect(lambda behind, key: opened.append((behind, key)))
    controller.choose_days(SETTLED, SETTLED + ONE_DAY)
    controller.choose(Name.REFUNDS.value)
    controller.open_row(0)
    assert opened == [(Behind.SALE, controller.found.rows[0].id)]
    controller.choose(Name.SALES_BY_DAY.value)
    controller.open_row(0)
    assert (controller.view.chosen, controller.asked.first, controller.asked.last) == (
        "sales-by-hour",
        SETTLED,
        SETTLED,
    )


def test_nothing_and_no_right_are_told(qapp, shop):
    made = made_for(shop)
    made.load()
    made.choose(Name.REFUNDS.value)
    assert made.view.word == "Không có gì trong những ngày này."
    made = made_for(shop, CASHIER)
    made.load()
    assert made.view.word
    assert made.view.table is None


def test_an_older_answer_is_dropped(qapp, shop):
    waiting = []

    class Slow:
        def run(self, work, *given, then, failed):
            waiting.append(lambda: then(work(*given)))

    made = FiguresController(Reports(shop.till), Slow(), shop.person(OWNER).id, shop.till.today)
    made.load()
    made.choose(Name.MARGIN.value)
    waiting[0]()
    assert made.found is None
    waiting[1]()
    assert made.found.key == "margin"


def test_by_keys_alone(dressed, qtbot, controller):
    window = framed(FiguresScreen(controller), OWNER)
    qtbot.addWidget(window)
    window.resize(1024, 768)
    window.show()
    window.activateWindow()
    window.go_home()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    screen = window.findChild(FiguresScreen)
    screen.rows.setFocus()
    qtbot.keyClick(screen.rows, Qt.Key.Key_Left)
    assert controller.asked.last == SETTLED
    screen.rows.selectRow(0)
    qtbot.keyClick(screen.rows, Qt.Key.Key_Return)
    assert controller.view.chosen == "sales-by-hour"
    left = []
    controller.left.connect(lambda: left.append(True))
    qtbot.keyClick(screen, Qt.Key.Key_Escape)
    assert left == [True]


def test_a_press_on_a_head_sorts_by_value(dressed, qtbot, controller):
    screen = FiguresScreen(controller)
    qtbot.addWidget(screen)
    controller.choose_span(7)
    controller.choose(Name.SALES_BY_ITEM.value)
    screen.rows.sortByColumn(3, Qt.SortOrder.AscendingOrder)
    model = screen.rows.model()
    sold = [model.index(row, 3).data(Qt.ItemDataRole.UserRole) for row in range(model.rowCount())]
    assert sold == sorted(sold)
    assert len(sold) == 2


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_files_and_the_receipt_of_a_refund(dressed, qtbot, shop, monkeypatch, tmp_path, kind):
    plant(shop)
    monkeypatch.setattr(visit.Visit, "long_reads", lambda self: self.premises.ops)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_asked: (str(tmp_path / "a"), ""))
    window, workers = Window(ScanFilter()), Workers()
    qtbot.addWidget(window)
    visiting = Visiting(window, window)
    visiting.shown.connect(lambda found: qtbot.addWidget(found.screen))
    at = premises(shop, window, workers, Role.MANAGER)
    visiting.go("figures", lambda: at)
    getattr(visiting.visit.screen, kind).click()
    content = (tmp_path / f"a.{kind}").read_bytes()
    assert content.startswith(b"PK" if kind == "xlsx" else "\ufeffday".encode())
    visiting.visit._controller.choose(Name.REFUNDS.value)
    sale_id = visiting.visit._controller.found.rows[0].id
    visiting.visit.screen.rows.taken.emit(0)
    assert visiting.place == "receipts"
    assert visiting.visit._controller.giving.detail.sale.id == sale_id
    visiting.end()
    workers.stop()


@pytest.fixture(scope="module")
def place(template, tmp_path_factory):
    shop = Shop(copy_of(template, tmp_path_factory.mktemp("figures") / "shop"))
    yield shop
    shop.close()


@pytest.fixture(scope="module", params=PANELS, ids=panel_name)
def tour(request, qapp, place):
    with on_panel(qapp, request.param) as show:
        controller = made_for(place)
        tour = show(framed(FiguresScreen(controller), LONG))
        tour.look("being read")
        if place.till.today() == SETTLED:
            plant(place)
        controller.load()
        tour.look("read")
        for name in (Name.MARGIN, Name.REFUNDS, Name.SALES_BY_TENDER, Name.SHIFTS, Name.STORED_VALUE, Name.STOCK_VALUE):
            controller.choose(name.value)
            tour.look(name.value)
        controller.choose_beside(True)
        tour.look("beside")
        yield tour


class TestOnEveryPanel(EveryState):
    """UX-01, UX-02, UX-03, UX-19."""
