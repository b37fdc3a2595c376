"""The global keys: one meaning each, and never a printable one among the shortcuts."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from pos_desktop.ui.keys import BAR, FUNCTION_KEYS, OTHER_KEYS, Action, Shortcuts, action_of, bar_views

NONE, CTRL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier


def press(key, modifiers=NONE):
    return QKeyEvent(QEvent.Type.KeyPress, key, modifiers)


def test_only_function_keys_are_shortcuts():
    assert all(Qt.Key.Key_F1 <= binding.code <= Qt.Key.Key_F12 for binding in FUNCTION_KEYS)
    assert len({binding.code for binding in FUNCTION_KEYS}) == len(FUNCTION_KEYS)


def test_every_action_has_a_key_and_every_key_a_label():
    assert {binding.action for binding in (*FUNCTION_KEYS, *OTHER_KEYS)} == set(Action)
    assert all(binding.label() for binding in (*FUNCTION_KEYS, *OTHER_KEYS))


@pytest.mark.parametrize(
    ("key", "modifiers", "action"),
    [
        (Qt.Key.Key_Plus, NONE, Action.MORE),
        (Qt.Key.Key_Plus, Qt.KeyboardModifier.ShiftModifier, Action.MORE),
        (Qt.Key.Key_Plus, Qt.KeyboardModifier.KeypadModifier, Action.MORE),
        (Qt.Key.Key_Minus, NONE, Action.FEWER),
        (Qt.Key.Key_Delete, NONE, Action.REMOVE_LINE),
        (Qt.Key.Key_Z, CTRL, Action.UNDO),
        (Qt.Key.Key_Z, NONE, None),
        (Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier, Action.PRIMARY),
        (Qt.Key.Key_Return, NONE, Action.PRIMARY),
        (Qt.Key.Key_Escape, NONE, Action.BACK),
        (Qt.Key.Key_Up, NONE, Action.LINE_UP),
        (Qt.Key.Key_5, NONE, None),
    ],
)
def test_what_a_key_asks_for(key, modifiers, action):
    assert action_of(press(key, modifiers)) == action


def test_the_bar_says_which_keys_work_now():
    views = bar_views(lambda action: action != Action.REDEEM)

    assert [view.key for view in views] == ["F1", "F2", "F3", "F4", "F5", "F6", "F7", "F10", "F11", "F12"]
    assert [view.enabled for view in views] == [binding.action != Action.REDEEM for binding in BAR]


def test_shortcuts_trigger_and_can_be_switched_off(qtbot):
    window, heard = QWidget(), []
    qtbot.addWidget(window)
    shortcuts = Shortcuts(window)
    shortcuts.triggered.connect(heard.append)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window)

    QTest.keyClick(window, Qt.Key.Key_F8)
    shortcuts.enable(on=False)
    QTest.keyClick(window, Qt.Key.Key_F9)
    shortcuts.enable(on=True)
    QTest.keyClick(window, Qt.Key.Key_F4)

    assert heard == [Action.CASH, Action.MEMBER]
