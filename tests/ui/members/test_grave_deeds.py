"""What cannot be taken back is not done by the Enter that ends its reason."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.members.conftest import ANH


def press_enter():
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)


def test_erasing_takes_a_second_enter_on_its_red_verb(window, desk):
    desk.show(ANH).controller.do("erase")
    sheet = window.screen_.sheet
    QTest.keyClicks(QApplication.focusWidget(), "khach xin")
    press_enter()
    assert QApplication.focusWidget() is sheet.verb
    assert desk.shop.count("erasure") == 0
    press_enter()
    assert desk.shop.count("erasure") == 1
    assert not sheet.isVisible()
