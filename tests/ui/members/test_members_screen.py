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
    assert list(fields) == ["way", "points", "reason"]
    assert fields["points"].edit.hasFocus()
    assert fields["points"].edit.text() == "5000"


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


def test_another_deed_in_place_of_an_open_one_begins_in_its_own_first_line(window, desk):
    """The panel stays in reach beside a sheet; what was typed for one deed is not left in the next."""
    window.screen_.panel.deeds["adjust"].click()
    sheet = window.screen_.sheet
    write("60")
    desk.controller.do("pin")
    assert QApplication.focusWidget() is sheet.fields["pin"].edit

    desk.controller.do("merge")
    write("binh")
    desk.controller.do("merge")
    assert (QApplication.focusWidget(), sheet.fields["other"].search.text()) == (sheet.fields["other"].search, "")


def test_what_is_found_begins_at_the_top_of_the_list(window, desk, qtbot):
    for number in range(30):
        desk.shop.enrolled(f"Trần Thị Số {number:02}", f"09055501{number:02}")
    desk.controller.load()
    desk.show("Trần Thị Số 29")
    bar = window.screen_.list.verticalScrollBar()
    assert bar.value() > 0

    press(KEY.Key_Slash)
    write("tran")
    qtbot.waitUntil(lambda: len(desk.names) == 30)
    assert bar.value() == 0
    assert desk.controller.view.name == "Trần Thị Số 29"


def test_the_only_one_that_is_found_is_shown(window, desk, qtbot):
    press(KEY.Key_Slash)
    write("dao")
    qtbot.waitUntil(lambda: desk.names == [DAO])

    assert desk.controller.view.name == DAO
    assert window.screen_.search.hasFocus(), "one goes on typing"


def test_the_number_of_all_members_stands_over_the_whole_list_alone(desk):
    assert desk.controller.roster.title == "3 thành viên"
    desk.controller.search("anh")
    assert desk.controller.roster.title == "Khách thành viên"
    desk.controller.search("")
    assert desk.controller.roster.title == "3 thành viên"
