"""While a sheet is open every key is its own, wherever a tap has put the focus."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from pos_desktop.core.quantity import ONE
from tests.support.counter import ean

NAME = "Nguyễn Thị Ngọc Ánh"
ENTER, ESC, DEL = Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Delete


@pytest.fixture
def goods(stand, hands):
    """Three lines, the last one selected."""
    for sku in ("CFSD", "BM", "HR"):
        hands.scan(stand.screen_, ean(sku))


@pytest.fixture
def rows(stand):
    return stand.screen_.cart.lines.rows


def tap(widget):
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def home():
    return QApplication.focusWidget()


def press(hands, *keys):
    """Press keys where the focus is."""
    for key in keys:
        hands.key(home(), key)


def test_a_tapped_line_takes_the_quantity_that_is_being_typed(stand, counter, hands, goods, rows):
    press(hands, Qt.Key.Key_F2)
    tap(rows()[0])
    assert counter.sale.view.entry.subject == "Cà phê sữa đá"
    assert (counter.sale.basket.selected, home()) == (1, stand.screen_.entry)

    press(hands, "3")
    press(hands, ENTER)
    assert [qty for _name, qty in counter.lines()] == [3 * ONE, ONE, ONE]
    assert stand.top.search.text() == ""


def test_a_second_tap_on_the_line_does_not_let_go_of_it(counter, hands, goods, rows):
    press(hands, Qt.Key.Key_F2)
    tap(rows()[2])
    press(hands, "4", ENTER)

    assert [qty for _name, qty in counter.lines()] == [ONE, ONE, 4 * ONE]


def test_a_tapped_line_takes_the_discount(stand, counter, hands, goods, rows):
    press(hands, Qt.Key.Key_F6)
    tap(rows()[1])
    entry = counter.sale.view.entry
    assert (entry.subject, entry.scope, home()) == ("Bánh mì thịt nướng", "line", stand.screen_.entry)

    press(hands, DEL)
    assert len(counter.lines()) == 3, "Del belongs to the number"
    press(hands, "5", ENTER)
    assert [line.discount for line in counter.sale.view.cart.lines] == ["", "Giảm 5%", ""]


def test_escape_closes_the_number_after_a_tap_in_the_cart(stand, hands, goods, rows):
    press(hands, Qt.Key.Key_F6)
    tap(rows()[1])
    press(hands, ESC)

    assert (stand.screen_.entry.isVisible(), home()) == (False, stand.screen_)


def test_a_tap_on_the_empty_part_of_the_cart_leaves_the_keys_with_the_sheet(stand, counter, hands, goods):
    press(hands, Qt.Key.Key_F2)
    tap(stand.screen_.cart.totals)
    press(hands, "7", ENTER)

    assert counter.lines()[-1][1] == 7 * ONE


def test_no_key_of_an_open_sheet_reaches_the_search(stand, counter, hands, goods):
    press(hands, Qt.Key.Key_F2)
    press(hands, "t", "r", "a", "+", "-", Qt.Key.Key_Up, Qt.Key.Key_Backspace)

    assert (stand.top.search.text(), counter.sale.shelf.text) == ("", "")
    assert (len(counter.lines()), counter.sale.basket.selected) == (3, 3)


def test_typing_goes_on_after_the_consent_was_ticked_by_mouse(stand, counter, hands, qtbot):
    sheet = stand.screen_.member
    press(hands, Qt.Key.Key_F4)
    hands.type(home(), "0933444555")
    qtbot.waitUntil(sheet.form.isVisible)
    tap(sheet.form.consent)
    assert (sheet.form.consent.isChecked(), home()) == (True, sheet.field)

    sheet.form.name.edit.setFocus()
    tap(sheet.form.consent)
    tap(sheet.form.consent)
    hands.type(home(), "Mai")
    assert (sheet.form.name.edit.text(), stand.top.search.text()) == ("Mai", "")
    press(hands, ENTER)
    assert (counter.sale.basket.member.row.name, sheet.isVisible()) == ("Mai", False)
    assert counter.shop.count("consent", "given = 1") == 1


def test_enter_on_the_focused_consent_enrols(stand, counter, hands, qtbot):
    sheet = stand.screen_.member
    press(hands, Qt.Key.Key_F4)
    hands.type(home(), "0933444555")
    qtbot.waitUntil(sheet.form.isVisible)
    sheet.form.consent.setFocus()
    press(hands, ENTER)

    assert counter.sale.basket.member.row.phone == "•••• 555"


def test_escape_closes_the_enrolment_after_a_tap(stand, hands, qtbot):
    sheet = stand.screen_.member
    press(hands, Qt.Key.Key_F4)
    hands.type(home(), "0933444555")
    qtbot.waitUntil(sheet.form.isVisible)
    tap(sheet.form.consent)
    tap(stand.screen_.cart.totals)
    press(hands, ESC)

    assert (sheet.isVisible(), home()) == (False, stand.screen_)


def test_a_phone_typed_over_the_attached_member_looks_for_another(stand, counter, hands, qtbot):
    for name, phone in ((NAME, "0912345234"), ("Trần Thu Cúc", "0901112345")):
        counter.shop.enrolled(name, phone)
    hands.scan(stand.screen_, counter.card_of(NAME))
    press(hands, Qt.Key.Key_F4)
    for key in "0901112345":
        press(hands, key)
    qtbot.waitUntil(lambda: stand.screen_.member.field.text() == "0901112345")
    press(hands, ENTER)

    assert counter.sale.view.member.name == "Trần Thu Cúc"
    assert stand.top.search.text() == ""


def test_a_tap_into_the_search_closes_the_sheet(stand, counter, hands, goods):
    for key in (Qt.Key.Key_F2, Qt.Key.Key_F4):
        press(hands, key)
        tap(stand.top.search)
        sheets = (stand.screen_.entry, stand.screen_.member)
        assert ([sheet.isVisible() for sheet in sheets], home()) == ([False, False], stand.top.search)
        stand.screen_.go_home()


@pytest.mark.parametrize(("first", "second"), [(Qt.Key.Key_F2, Qt.Key.Key_F4), (Qt.Key.Key_F4, Qt.Key.Key_F2)])
def test_one_sheet_takes_the_place_of_the_other(stand, counter, hands, goods, first, second):
    press(hands, first)
    press(hands, second)
    sheets = {Qt.Key.Key_F2: stand.screen_.entry, Qt.Key.Key_F4: stand.screen_.member}
    assert (sheets[first].isVisible(), sheets[second].isVisible()) == (False, True)

    press(hands, ESC)
    assert (sheets[second].isVisible(), home()) == (False, stand.screen_)


def test_find_item_closes_the_sheet(stand, hands, goods):
    press(hands, Qt.Key.Key_F6)
    press(hands, Qt.Key.Key_F3)

    assert (stand.screen_.entry.isVisible(), home()) == (False, stand.top.search)
