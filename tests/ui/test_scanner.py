"""The scan filter by itself, on a small window; the clock of the events is ours, so a busy machine changes nothing."""

import time

import pytest
from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
    QPlainTextEdit,
)

from pos_desktop.ui.scanner import ScanSettings

CODE = "8930000000011"
CARD = "29100000123019015006448466328657"
ENTER, TAB = Qt.Key.Key_Return, Qt.Key.Key_Tab


def configured(hands, **settings):
    hands.filter.settings = ScanSettings(**settings)
    return hands


# where a scan may land


@pytest.mark.parametrize("code", [CODE, CARD, "1234"])
def test_a_scan_on_the_home_screen_is_one_code_and_nothing_else(till, hands, qtbot, code):
    hands.scan(till, code)

    assert (hands.scans, till.typed, till.entered) == ([code], "", 0)


@pytest.mark.parametrize("name", ["search", "notes", "count", "choice"])
def test_a_scan_inside_a_text_field_gives_the_earlier_text_and_cursor_back(till, hands, name):
    field = getattr(till, name)
    edit = field if isinstance(field, QLineEdit | QPlainTextEdit) else field.findChild(QLineEdit)
    before = "42" if name == "count" else "trà đào"
    edit.setPlainText(before) if isinstance(edit, QPlainTextEdit) else edit.setText(before)
    field.setFocus()
    _put_cursor(edit, 1)

    hands.scan(field, CODE)

    assert hands.scans == [CODE]
    assert _text(edit) == before
    assert _cursor(edit) == 1


def test_a_scan_over_a_selection_gives_the_selection_back(till, hands):
    till.search.setText("cà phê sữa")
    till.search.setSelection(3, 3)

    hands.scan(till.search, CODE)

    assert (till.search.text(), till.search.selectedText(), hands.scans) == ("cà phê sữa", "phê", [CODE])


def test_a_fields_own_enter_does_not_hear_a_scan(till, hands):
    entered = []
    till.search.returnPressed.connect(lambda: entered.append(till.search.text()))

    hands.scan(till.search, CODE)
    hands.type(till.search, "tra")
    hands.key(till.search, ENTER)

    assert (hands.scans, entered) == ([CODE], ["tra"])


def test_two_scans_in_a_row_are_two_codes(till, hands):
    hands.scan(till, CODE)
    hands.scan(till, CARD)

    assert hands.scans == [CODE, CARD]


def test_real_key_events_of_the_platform_count_once_though_they_pass_window_and_widgets(till, hands):
    configured(hands, gap_ms=5000)  # these have real time stamps
    for character in CODE:
        QTest.keyClick(till.windowHandle(), character)
    QTest.keyClick(till.windowHandle(), ENTER)

    assert (hands.scans, till.typed, till.entered) == ([CODE], "", 0)


def test_capitals_with_their_shift_key_are_one_burst(till, hands):
    for character in "ABC12":
        if character.isalpha():
            hands.key(till, Qt.Key.Key_Shift, after=2)
        hands.key(till, character, after=2)
    hands.key(till, ENTER, after=2)

    assert hands.scans == ["ABC12"]


# the suffix


def test_a_scan_with_a_button_focused_never_presses_it(till, hands):
    till.pay.setFocus()
    till.pay.setDefault(True)

    hands.scan(till.pay, CODE)

    assert (hands.scans, till.paid) == ([CODE], 0)


def test_a_scan_does_not_fire_a_shortcut_on_enter(till, hands):
    fired = []
    QShortcut(QKeySequence(Qt.Key.Key_Return), till, activated=lambda: fired.append(1))

    hands.scan(till, CODE)
    assert (hands.scans, fired) == ([CODE], [])

    hands.key(till, ENTER)
    assert fired == [1], "a person's Enter still fires it"


def test_a_persons_enter_works(till, hands):
    hands.key(till, ENTER)

    assert till.entered == 1


@pytest.mark.parametrize("ends", [(ENTER,), (TAB,), (Qt.Key.Key_Enter,), (ENTER, Qt.Key.Key_Enter), (ENTER, ENTER)])
def test_every_suffix_is_swallowed(till, hands, ends):
    till.search.setFocus()
    till.setFocus()

    hands.scan(till, CODE, ends=ends)

    assert (hands.scans, till.entered, QApplication.focusWidget()) == ([CODE], 0, till)


def test_a_line_feed_sent_as_ctrl_j_is_swallowed_behind_a_scan_alone(till, hands):
    heard = []
    QShortcut(QKeySequence("Ctrl+J"), till, activated=lambda: heard.append(1))

    hands.scan(till, CODE)
    hands.key(till, Qt.Key.Key_J, after=5, modifier=Qt.KeyboardModifier.ControlModifier)
    assert heard == []

    hands.key(till, Qt.Key.Key_J, modifier=Qt.KeyboardModifier.ControlModifier)
    assert heard == [1]


def test_a_line_feed_key_ends_a_scan(till, hands):
    hands.scan(till, CODE, ends=())
    hands.clock.now += 5
    _post(till, "\n", hands.clock.now, key=Qt.Key.Key_unknown)
    QApplication.sendPostedEvents()

    assert (hands.scans, till.typed) == ([CODE], "")


def test_the_second_suffix_is_swallowed_and_a_later_enter_is_not(till, hands):
    hands.scan(till, CODE, ends=(ENTER, ENTER))
    hands.key(till, ENTER, after=200)

    assert (hands.scans, till.entered) == ([CODE], 1)


def test_f8_and_enter_right_behind_a_scan_are_a_persons(till, hands):
    hands.scan(till, CODE)
    hands.key(till, Qt.Key.Key_F8, after=20)
    hands.key(till, ENTER, after=20)

    assert (hands.scans, till.cash, till.entered) == ([CODE], 1, 1)


def test_a_scan_without_suffix_ends_by_its_pause(till, hands, qtbot):
    configured(hands, suffixless=True)

    hands.scan(till, CODE, ends=())
    qtbot.waitUntil(lambda: bool(hands.scans))

    assert (hands.scans, till.typed, hands.breaks) == ([CODE], "", 0)


def test_a_scan_without_suffix_ends_by_its_pause_in_a_text_field(till, hands, qtbot):
    configured(hands, suffixless=True)
    till.search.setText("bánh")

    hands.scan(till.search, CODE, ends=())
    qtbot.waitUntil(lambda: bool(hands.scans))

    assert (hands.scans, till.search.text()) == ([CODE], "bánh")


def test_prefix_and_suffix_of_the_scanner_are_taken_off(till, hands):
    configured(hands, prefix="~", suffix="#")

    hands.scan(till, f"~{CODE}#")

    assert hands.scans == [CODE]


def test_gap_and_length_are_settable(till, hands):
    configured(hands, gap_ms=20, min_length=6)

    hands.scan(till, "12345")
    hands.scan(till, "123456", gaps={3: 30})
    hands.scan(till, "123456", gaps={3: 19})

    assert (hands.scans, till.typed) == (["123456"], "")
    assert hands.breaks


# broken bursts


@pytest.mark.parametrize("at", range(1, 14))
def test_a_broken_burst_never_presses_and_leaves_at_most_two_digits(till, hands, at):
    till.pay.setFocus()
    till.pay.setDefault(True)

    hands.scan(till, CODE, gaps={at: 90})

    assert (till.entered, till.paid, CODE in hands.scans) == (0, 0, False)
    assert len(till.typed) <= 2
    assert hands.breaks or hands.scans == [CODE[at:]], "it was heard, or its tail is looked up as a code"


def test_a_broken_burst_is_thrown_away_and_told(till, hands, qtbot):
    hands.scan(till, CODE, ends=())
    qtbot.waitUntil(lambda: hands.breaks == 1)

    assert (till.typed, hands.scans) == ("", [])


def test_what_follows_a_burst_that_the_timer_threw_away_is_no_code(till, hands, qtbot):
    hands.scan(till, CODE[:6], ends=())
    qtbot.waitUntil(lambda: hands.breaks == 1)
    for character in CODE[6:]:
        hands.key(till, character, after=5)
    hands.key(till, ENTER, after=5)

    assert (hands.scans, till.typed, till.entered) == ([], "", 0)


def test_a_stall_of_our_own_does_not_split_a_burst(till, hands, qtbot):
    def send_rest_and_stall():
        for character in CODE[6:]:
            hands.clock.now += 5
            _post(till, character, hands.clock.now)
        _post(till, "\r", hands.clock.now + 5, key=ENTER)
        until = time.monotonic() + 0.15
        while time.monotonic() < until:
            pass

    hands.scan(till, CODE[:6], ends=())
    QTimer.singleShot(0, send_rest_and_stall)
    qtbot.waitUntil(lambda: bool(hands.scans))

    assert (hands.scans, till.typed, till.entered, hands.breaks) == ([CODE], "", 0, 0)


def test_keys_that_wait_behind_a_stall_still_belong_to_their_burst(till, hands, qtbot):
    """The hold timer is overdue when the stall ends, and fires before the system's keys are read."""

    def send_rest():
        for character in CODE[6:]:
            hands.key(till, character, after=5)
        hands.key(till, ENTER, after=5)

    def stall():
        until = time.monotonic() + 0.15
        while time.monotonic() < until:
            pass
        QTimer.singleShot(1, send_rest)

    hands.scan(till, CODE[:6], ends=())
    QTimer.singleShot(0, stall)
    qtbot.waitUntil(lambda: bool(hands.scans or hands.breaks))

    assert (hands.scans, hands.breaks) == ([CODE], 0)


def test_keys_that_a_field_ignores_are_not_counted_again_by_its_parent(till, hands):
    till.search.keyPressEvent = lambda event: event.ignore()

    hands.scan(till.search, "AB12CD34")

    assert (hands.scans, hands.breaks) == (["AB12CD34"], 0)


def test_the_same_code_twice_in_a_moment_counts_once(till, hands):
    hands.scan(till, CODE)
    hands.scan(till, CODE, gaps={0: 100})
    hands.scan(till, CODE, gaps={0: 300})
    assert hands.scans == [CODE, CODE]

    configured(hands, repeat_ms=0)
    hands.scan(till, CODE, gaps={0: 100})
    assert hands.scans == [CODE] * 3


def _post(widget, text, at, key=None):
    code = key or Qt.Key(ord(text))
    for kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress):
        event = QKeyEvent(kind, code, Qt.KeyboardModifier.NoModifier, text)
        event.setTimestamp(at)
        QApplication.postEvent(widget, event)


def _text(edit):
    return edit.toPlainText() if isinstance(edit, QPlainTextEdit) else edit.text()


def _cursor(edit):
    return edit.textCursor().position() if isinstance(edit, QPlainTextEdit) else edit.cursorPosition()


def _put_cursor(edit, position):
    if isinstance(edit, QPlainTextEdit):
        cursor = edit.textCursor()
        cursor.setPosition(position)
        edit.setTextCursor(cursor)
    else:
        edit.setCursorPosition(position)
