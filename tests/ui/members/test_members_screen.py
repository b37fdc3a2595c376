"""The screen by keyboard, and the sheet of a deed as one types into it."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from tests.ui.members.conftest import ANH, BINH, DAO

KEY = Qt.Key


def press(key, text=""):
    QTest.keyClick(QApplication.focusWidget(), key, *([Qt.KeyboardModifier.ControlModifier] if text else []))


def write(text):
    QTest.keyClicks(QApplication.focusWidget(), text)


def test_arrows_walk_and_enter_opens(window, desk):
    press(KEY.Key_Down)
    assert desk.controller.view.name == ANH
    press(KEY.Key_Down)
    assert desk.controller.view.name == BINH
    press(KEY.Key_Up)
    assert desk.controller.view.name == ANH

    press(KEY.Key_Return)
    assert QApplication.focusWidget() is window.screen_.panel.deeds["adjust"]


def test_a_slash_searches_and_esc_goes_back(window, desk, qtbot):
    press(KEY.Key_Slash)
    assert QApplication.focusWidget() is window.screen_.search
    write("binh")
    qtbot.waitUntil(lambda: desk.names == [BINH])

    press(KEY.Key_Escape)
    assert len(desk.names) == 3
    press(KEY.Key_Escape)
    assert desk.left == [True]


def test_points_are_adjusted_by_keys_alone(window, desk):
    press(KEY.Key_Down)
    press(KEY.Key_Return)
    press(KEY.Key_Space)
    assert isinstance(QApplication.focusWidget(), QLineEdit)
    write("60")
    press(KEY.Key_Return)
    write("quen quet the")
    press(KEY.Key_Return)

    assert desk.shop.member(ANH).balance.available == 1_300
    assert not window.screen_.sheet.isVisible()


def test_what_is_typed_stays_while_the_sheet_tells_more(window, desk):
    desk.show(ANH).controller.do("adjust")
    write("5000")
    fields = window.screen_.sheet.fields
    assert list(fields) == ["way", "points", "reason", "second", "pin"]
    assert fields["points"].edit.hasFocus()
    assert fields["points"].edit.text() == "5000"
    assert fields["pin"].edit.echoMode() is QLineEdit.EchoMode.Password


def test_ctrl_n_is_a_new_member(window, desk):
    press(KEY.Key_N, "ctrl")
    write("0933444555")
    for _line in range(3):
        press(KEY.Key_Return)

    assert len(desk.names) == 4


def test_esc_closes_the_sheet_alone(window, desk):
    desk.show(DAO).controller.do("adjust")
    press(KEY.Key_Escape)

    assert (desk.deeds.deed, desk.left) == (None, [])


def test_a_list_that_is_scrolled_reads_on(window, desk, people, qtbot):
    for at in range(130):
        people.enrolled(f"Khách số {at:03d}")
    desk.controller.load()
    assert len(desk.names) == 60
    bar = window.screen_.list.verticalScrollBar()

    def all_read():
        bar.setValue(bar.maximum())
        return len(desk.names) == 133

    qtbot.waitUntil(all_read)
    assert len(set(desk.names)) == 133


def test_why_is_printed_by_its_button(window, desk):
    desk.show(ANH).controller.do("why")
    button = window.screen_.why_sheet.verb
    assert button.isVisible()
    button.click()

    assert desk.shop.count("outbox", "kind = 'slip'") == 1
