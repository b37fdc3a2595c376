"""Papers of stock written by keyboard and scanner, through the sheet."""

import pytest
from PySide6.QtCore import Qt

from pos_desktop.core.quantity import ONE
from pos_desktop.ui.stock.controller import StockController
from pos_desktop.ui.stock.screen import StockScreen
from tests.support.counter import inline
from tests.support.shop import MANAGER


@pytest.fixture
def stock(shop, dressed, qtbot):
    """The screen, with tea and milk that were never counted."""
    shop.order("1 x TRA @ 30000; 1 x SUA @ 9000")
    ops = inline()
    controller = StockController(shop.desk, ops, ops, shop.person(MANAGER))
    controller.said = []
    controller.toast.connect(lambda view, _act: controller.said.append(view.text))
    screen = StockScreen(controller)
    qtbot.addWidget(screen)
    screen.resize(1024, 700)
    screen.show()
    controller.load()
    return screen, controller


def test_goods_are_received_without_a_mouse(stock, qtbot, shop):
    screen, controller = stock
    qtbot.keyClick(screen, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    sheet = screen.sheet
    assert sheet.isVisible() and sheet.search.hasFocus()
    qtbot.keyClicks(sheet.search, "tra")
    sheet.search._tell()  # the pause after the last key
    qtbot.keyClick(sheet.search, Qt.Key.Key_Return)
    (row,) = sheet.rows.values()
    assert row.qty.hasFocus()
    qtbot.keyClicks(row.qty, "12,5")
    qtbot.keyClick(row.qty, Qt.Key.Key_Return)
    assert row.cost.hasFocus()
    qtbot.keyClicks(row.cost, "8000")
    qtbot.keyClick(row.cost, Qt.Key.Key_Return)
    assert sheet.search.hasFocus()
    qtbot.keyClick(sheet.search, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert not sheet.isVisible()
    assert controller.said == ["Đã ghi phiếu K1-KHO000001"]
    assert shop.rows("SELECT kind, qty, unit_cost FROM stock_movement") == [("receive", 12_500, 8_000)]


def test_a_scan_counts_one_more_and_an_unknown_one_says_so(stock, shop):
    _screen, controller = stock
    controller.write("count")
    for code in ("SUA", "SUA", "khong-co", "SUA"):
        controller.scan(code)
    view = controller.paper.view
    assert [(line.name, line.qty) for line in view.lines] == [("SUA", "3")]
    controller.scan("khong-co")
    assert controller.paper.view.problem == "Không có món nào mang mã khong-co"
    controller.paper.confirm()
    assert shop.rows("SELECT qty FROM stock_level") == [(3 * ONE,)]


def test_who_counts_does_not_see_the_books(stock):
    screen, controller = stock
    controller.scan("SUA")
    assert controller.panel is not None
    controller.write("count")
    assert (controller.panel, screen.panel._body.isVisible()) == (None, False)
    controller.paper.close()
    assert (controller.panel.title, screen.panel._body.isVisible()) == ("SUA", True)


def test_a_scan_without_a_paper_shows_its_item(stock):
    _screen, controller = stock
    controller.scan("SUA")
    assert (controller.panel.title, len(controller.list_view.rows)) == ("SUA", 1)


def test_esc_puts_the_paper_away_and_then_the_screen(stock, qtbot):
    screen, controller = stock
    gone = []
    controller.left.connect(lambda: gone.append(1))
    controller.write("waste")
    qtbot.keyClick(screen.sheet, Qt.Key.Key_Escape)
    assert (controller.paper.draft, gone) == (None, [])
    qtbot.keyClick(screen, Qt.Key.Key_Escape)
    assert gone == [1]
