"""Opening a shift: the float as typed, on the pad or by one tap; opened once."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from pos_desktop.core.money import MOST_MONEY
from pos_desktop.services.desk import desk_of
from pos_desktop.ui.ops import InlineOps
from pos_desktop.ui.shift.controller import ShiftController
from pos_desktop.ui.shift.screen import ShiftScreen


@pytest.fixture
def desk(shop):
    desk = desk_of(shop.till)
    desk.shifts.close(desk.shifts.current().id, desk.people.all()[0].id)
    return desk


@pytest.fixture
def controller(qapp, desk):
    return ShiftController(desk, InlineOps(), desk.people.all()[0])


@pytest.fixture
def screen(dressed, qtbot, controller):
    made = ShiftScreen(controller)
    qtbot.addWidget(made)
    made.show()
    return made


def test_digits_and_enter_open_with_that_float(screen, desk, qtbot, controller):
    QTest.keyClicks(screen, "1500000")
    assert screen.verb.text() == "Mở ca với 1.500.000\u00a0₫"

    with qtbot.waitSignal(controller.opened):
        QTest.keyClick(screen, Qt.Key.Key_Return)

    assert desk.shifts.current().opening_float == 1_500_000


def test_the_pad_and_a_usual_amount(screen, controller):
    screen.pad.keys["7"].click()
    screen.pad.keys["000"].click()
    assert controller.view.number.value == "7.000\u00a0₫"
    screen._quick[1].click()
    assert controller.view.number.value == "1.000.000\u00a0₫"
    screen.pad.backspace.click()
    assert controller.view.number.value == "100.000\u00a0₫"


def test_an_empty_drawer_is_named_on_the_button(screen, desk):
    assert screen.verb.text() == "Mở ca với 0\u00a0₫"
    screen.verb.click()
    assert desk.shifts.current().opening_float == 0


def test_more_than_any_drawer_holds_is_not_taken(screen, controller):
    QTest.keyClicks(screen, str(MOST_MONEY) + "9")

    assert controller.view.number.value.startswith("999.999.999.999")


def test_a_code_scanned_into_the_float_opens_nothing(screen, desk, controller):
    QTest.keyClicks(screen, "8930000000011")
    QTest.keyClick(screen, Qt.Key.Key_Return)

    assert desk.shifts.current() is None
    assert controller.view.number.error
    QTest.keyClick(screen, Qt.Key.Key_Escape)
    assert not controller.view.number.error
    QTest.keyClicks(screen, "60000000")
    QTest.keyClick(screen, Qt.Key.Key_Return)
    QTest.keyClick(screen, Qt.Key.Key_Return)
    assert desk.shifts.current().opening_float == 60_000_000


def test_a_shift_that_was_opened_meanwhile_is_taken_as_it_is(screen, desk, controller):
    other = desk.shifts.open(200_000, desk.people.all()[0].id)
    opened = []
    controller.opened.connect(opened.append)

    screen.verb.click()

    assert [shift.id for shift in opened] == [other.id]
