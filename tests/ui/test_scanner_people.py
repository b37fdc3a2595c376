"""The scan filter lets people type, and leaves modals alone."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QLineEdit,
    QPushButton,
)

from pos_desktop.ui.scanner import MODAL_OPEN

CODE = "8930000000011"
CARD = "29100000123019015006448466328657"
ENTER = Qt.Key.Key_Return


def test_digits_typed_by_a_person_reach_the_receiver_in_order(till, hands, qtbot):
    hands.type(till, "500000")
    qtbot.waitUntil(lambda: till.typed == "500000")

    assert (hands.scans, hands.breaks) == ([], 0)


def test_two_fast_keys_are_a_persons(till, hands, qtbot):
    hands.key(till, "4")
    hands.key(till, "2", after=30)
    qtbot.waitUntil(lambda: till.typed == "42")


def test_held_digits_come_before_the_key_behind_them(till, hands):
    order = []
    QShortcut(QKeySequence(Qt.Key.Key_F9), till, activated=lambda: order.append(till.typed))

    hands.key(till, "5")
    hands.key(till, Qt.Key.Key_F9, after=100)
    hands.key(till, "7")
    hands.key(till, ENTER, after=100)

    assert (order, till.typed, till.entered) == (["5"], "57", 1)


def test_a_tap_settles_the_held_digits_first(till, hands):
    seen = []
    till.pay.clicked.connect(lambda: seen.append(till.typed))

    hands.key(till, "5")
    QTest.mouseClick(till.pay, Qt.MouseButton.LeftButton)

    assert seen == ["5"]


def test_a_key_that_moves_the_focus_takes_the_next_one_with_it(till, hands, qtbot):
    def go_to_search(event):
        till.search.setFocus()
        till.search.insert(event.text())

    till.keyPressEvent = go_to_search
    hands.key(till, "t")
    hands.key(till, "r", after=30)

    qtbot.waitUntil(lambda: till.search.text() == "tr")


def test_fast_typing_in_a_field_stays_there(till, hands):
    for character in "nhanh tay":
        hands.key(till.search, character, after=15)
    hands.key(till.search, ENTER)

    assert (till.search.text(), hands.scans) == ("nhanh tay", [])


def test_a_key_held_down_is_a_persons(till, hands, qtbot):
    hands.key(till, "0")
    for _ in range(12):
        hands.clock.now += 33
        event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_0, Qt.KeyboardModifier.NoModifier, "0", True)
        QApplication.sendEvent(till, event)
    hands.key(till, ENTER, after=10)

    assert (till.typed, hands.scans, hands.breaks, till.entered) == ("0" * 13, [], 0, 1)


def test_a_space_presses_the_focused_button_at_once(till, hands):
    till.pay.setFocus()

    hands.key(till.pay, Qt.Key.Key_Space)

    assert till.paid == 1


def test_commands_pass(till, hands):
    undone = []
    QShortcut(QKeySequence("Ctrl+Z"), till, activated=lambda: undone.append(1))

    hands.key(till, Qt.Key.Key_Z, modifier=Qt.KeyboardModifier.ControlModifier)

    assert undone == [1]


def test_a_scan_on_a_modal_dialog_is_refused_and_presses_nothing(till, hands, qtbot):
    dialog = QDialog(till)
    field, button = QLineEdit(dialog), QPushButton("Hoàn tiền", dialog)
    button.setDefault(True)
    dialog.open()
    field.setFocus()

    hands.scan(field, CODE)
    hands.scan(button, CARD)

    assert (hands.scans, hands.refusals, field.text(), dialog.isVisible()) == ([], [CODE, CARD], "", True)


def test_a_scan_on_our_own_modal_is_refused(till, hands):
    till.setProperty(MODAL_OPEN, True)

    hands.scan(till.search, CODE)

    assert (hands.scans, hands.refusals) == ([], [CODE])
