"""The prices of a list in one grid: typed with keys, kept in one go, given up only by a word."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from pos_desktop.core.errors import Code, Rejected
from pos_desktop.selling.order import OrderType
from pos_desktop.services.shop.price_lists import PutList, SetPrices
from pos_desktop.ui.catalogue.controller import CatalogueController
from pos_desktop.ui.catalogue.prices_sheet import PRICE
from pos_desktop.ui.catalogue.screen import CatalogueScreen
from tests.support.counter import inline
from tests.support.shop import MANAGER


@pytest.fixture
def at(shop, qapp):
    shop.order("1 x TRA DAO @ 45000; 1 x BANH MI @ 35000; 1 x NUOC @ 10000")
    by = shop.person(MANAGER).id
    made = shop.desk.price_lists.put(PutList("l", "Giao hàng", by, (OrderType.DELIVERY,))).id
    tea = next(item for item in shop.desk.catalogue.load().index.items if item.name == "TRA DAO")
    shop.desk.price_lists.set_prices(SetPrices("s", made, {tea.id: 52_000}, by))
    controller = CatalogueController(shop.desk, inline(), shop.person(MANAGER))
    controller.asked = []
    controller.ask.connect(lambda view, accept: controller.asked.append((view, accept)))
    controller.load()
    controller.choose_segment("lists")
    controller.prices.open()
    return controller


def kept(shop):
    (listed,) = shop.desk.catalogue.load().price_lists
    names = {item.id: item.name for item in shop.desk.catalogue.load().index.items}
    return {names[key]: price for key, price in listed.prices.items()}


def shown(at):
    return [(row.price, row.changed) for row in at.prices.view.rows]


def test_prices_are_typed_and_kept_in_one_go(at, shop):
    bread, water, tea = (row.key for row in at.prices.view.rows)
    assert shown(at) == [("", False), ("", False), ("52.000", False)]
    at.prices.type(bread, "40000")
    at.prices.type(tea, "")
    at.prices.search("nuoc")
    at.prices.type(water, "12.000")
    with shop.statements() as sent:
        at.prices.save()

    assert len([words for words in sent if words.startswith("UPDATE shop")]) == 1, "one transaction"
    assert kept(shop) == {"BANH MI": 40_000, "NUOC": 12_000}
    assert at.prices.view is None
    assert [len(page.prices.prices) for page in at.every.lists] == [2]


def test_what_is_no_price_is_not_kept_and_typing_it_back_changes_nothing(at):
    bread, _water, tea = (row.key for row in at.prices.view.rows)
    at.prices.type(bread, "nhiều")
    assert (at.prices.view.is_wrong, at.prices.view.can_save) == (True, False)
    at.prices.type(bread, "")
    at.prices.type(tea, "52000")
    assert not at.is_changed


def test_leaving_asks_and_a_refusal_is_said(at, monkeypatch):
    bread, *_rest = (row.key for row in at.prices.view.rows)
    at.prices.type(bread, "1")
    for leave in (at.prices.close, at.leave):
        leave()
        assert at.asked[-1][0].verb == "Bỏ thay đổi"
        assert at.prices.view is not None
    monkeypatch.setattr(at.desk.price_lists, "set_prices", lambda _command: (_ for _ in ()).throw(
        Rejected(Code.UNKNOWN_LIST)))  # fmt: skip
    at.prices.save()
    assert at.prices.view.is_wrong
    at.asked[0][1]()
    assert (at.prices.view, at.is_changed) == (None, False)


def test_keys_alone_write_a_column(at, dressed, qtbot):
    at.prices.close()
    screen = CatalogueScreen(at)
    qtbot.addWidget(screen)
    screen.resize(1000, 700)
    screen.show()
    screen.activateWindow()
    qtbot.waitUntil(screen.isActiveWindow)
    at.refresh()
    screen.prices.click()
    table = screen.pricing.table
    QTest.keyClick(screen.pricing.search, Qt.Key.Key_Return)
    for row, digits in enumerate(("40000", "12000")):
        QTest.keyClick(table, digits[0])
        (edit,) = table.findChildren(QLineEdit)
        QTest.keyClicks(edit, digits[1:])
        QTest.keyClick(edit, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda row=row: table.currentIndex().row() == row + 1 and not table.findChildren(QLineEdit))
    assert (table.currentIndex().row(), table.currentIndex().column()) == (2, PRICE)
    QTest.keyClick(table, Qt.Key.Key_Delete)

    assert shown(at) == [("40.000", True), ("12.000", True), ("", True)]
    QTest.keyClick(table, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert not screen.pricing.isVisible()
