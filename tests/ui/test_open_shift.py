"""Opening a shift: the float as typed, on the pad or by one tap; opened once."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.money import MOST_MONEY
from pos_desktop.services.desk import desk_of
from pos_desktop.ui.ops import InlineOps
from pos_desktop.ui.shift.controller import ShiftController
from pos_desktop.ui.shift.screen import ShiftScreen
from tests.support.shifts import closed
from tests.support.shifts import opened as opened_shift


@pytest.fixture
def desk(shop):
    desk = desk_of(shop.till)
    closed(desk)
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


def test_it_says_when_opening_begins_and_when_it_was_refused(controller, desk, monkeypatch):
    told = []
    controller.busy.connect(told.append)
    monkeypatch.setattr(desk.shifts, "open", lambda _command: (_ for _ in ()).throw(Rejected(Code.NOT_ALLOWED)))
    controller.open()
    assert told == [True, False]
    monkeypatch.undo()
    controller.open()
    assert told == [True, False, True]


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
    other = opened_shift(desk, 200_000)
    opened = []
    controller.opened.connect(opened.append)

    screen.verb.click()

    assert [shift.id for shift in opened] == [other.id]


def test_notes_may_be_counted_instead(screen, desk, controller):
    screen.other.click()
    for note, count in ((500_000, "2"), (20_000, "5"), (0, "500")):
        field = screen.panel.fields[note]
        field.setFocus()
        QTest.keyClicks(field, count)
    assert screen.verb.text() == "Mở ca với 1.100.500\u00a0₫"

    QTest.keyClick(screen.panel.fields[0], Qt.Key.Key_Return)

    assert desk.shifts.current().opening_float == 1_100_500
    with desk.till.db.read() as tx:
        (notes,) = tx.exec_driver_sql("SELECT notes FROM cash_count WHERE kind = 'opening'").one()
    assert notes == "[[500000,2],[20000,5]]"


def test_the_pad_types_into_the_note_at_hand_and_enter_goes_on(screen, controller):
    screen.other.click()
    first, second = screen.panel.fields[500_000], screen.panel.fields[200_000]
    QTest.keyClicks(first, "1x2")
    screen.panel.pad.backspace.click()
    QTest.keyClick(first, Qt.Key.Key_Return)
    screen.panel.pad.keys["3"].click()
    assert (first.text(), second.text()) == ("1", "3")
    assert controller.counting.cash.amount == 1_100_000
    screen.other.click()
    assert controller.view.number.value == ""
