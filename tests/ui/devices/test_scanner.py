"""The scan test: keys and gaps as they come, and the warning where an input method changes letters."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from pos_desktop.ui.devices.probe import TEST_CODE, Probe, Verdict, of_line, verdict
from pos_desktop.ui.devices.scan_field import ScanField

CHANGED = "Bộ gõ đang đổi ký tự"


def scan(controller, code, gap=7, end="Enter"):
    for at, char in enumerate(code):
        controller.key(char, 1_000 + at * gap)
    controller.end(end)


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (TEST_CODE, Verdict.SAME),
        ("KQ-â-đ-ơ-a6-d9-2026", Verdict.CHANGED),  # Telex
        ("KQ-aa-dd-ow-â-đ-2026", Verdict.CHANGED),  # VNI
        ("KQ-a-d-w-a6-d9-2026", Verdict.OTHER),
        ("KQ/aa/dd/ow/a6/d9/2026", Verdict.CHANGED),  # another keyboard
        (TEST_CODE.swapcase(), Verdict.CAPITALS),
        ("8930000000011", Verdict.OTHER),
    ],
)
def test_a_code_is_compared_with_the_test_code(code, expected):
    assert verdict(code) is expected


def test_a_code_that_was_taken_back_and_written_anew_was_changed():
    probe = Probe()
    for at, char in enumerate("89a"):
        probe.key(char, at)
    probe.erase(3)
    probe.key("â", 4)
    reading = probe.end("Enter")
    assert (reading.code, reading.verdict) == ("89â", Verdict.CHANGED)
    assert probe.end("Enter") is None


def test_keys_gaps_and_end_are_told(devices_of):
    controller, _devices, _outside = devices_of()
    page = controller.scanner
    assert page.standing.word == "Chưa thử"
    scan(page, TEST_CODE)
    assert page.view.facts == "22 ký tự trong 147 ms · cách nhau nhiều nhất 7 ms · kết thúc bằng Enter"
    assert page.view.keys.startswith("K+0 Q+7 -+7 a+7")
    assert (page.view.verdict, page.standing.word) == ("Đúng từng chữ.", "Sẵn sàng")
    scan(page, "KQ-â-đ-ơ-a6-d9-2026", gap=80, end="")
    assert page.view.verdict.startswith(CHANGED)
    assert page.view.facts.endswith("không có phím kết thúc · phím cách nhau lâu nên sẽ bị coi là gõ tay")
    assert page.standing.word == "Đọc sai chữ"


@pytest.mark.parametrize(("code", "ok"), [("8930000000011", False), ("4006381333931", True), ("PHO-1", None)])
def test_the_check_digit_is_judged(code, ok):
    assert of_line(code).ean_ok is ok


def test_a_line_of_its_own_is_set_and_heard(devices_of):
    controller, devices, _outside = devices_of()
    page = controller.scanner
    page.choose_way(True)
    page.write("cong nao do")
    controller.save_scanner()
    assert (page.view.address_error != "", devices.settings.scanner) == (True, "")
    page.write("/dev/ttyACM0?baud=115200")
    controller.save_scanner()
    assert (devices.settings.scanner, page.standing.word) == ("/dev/ttyACM0?baud=115200", "Mất kết nối")
    devices.scanner_is_there = True
    page.hear(TEST_CODE)
    assert (page.standing.word, page.view.verdict, page.view.facts) == (
        "Sẵn sàng", "Đúng từng chữ.", "Đến qua cổng COM.",
    )  # fmt: skip
    page.choose_way(False)
    page.set_repeat(0)
    page.set_pause(True)
    kept = devices.settings
    assert (kept.scanner, kept.scan_repeat_ms, kept.scan_pause) == ("", 0, True)


@pytest.fixture
def field(dressed, qtbot):
    made = ScanField()
    qtbot.addWidget(made)
    made.show()
    return made


def test_the_field_hears_keys_enter_tab_and_an_input_method(field):
    heard = []
    field.key.connect(lambda text, _at: heard.append(text))
    field.erased.connect(lambda _at: heard.append("back"))
    field.composed.connect(lambda text, _at: heard.append(f"({text})"))
    field.ended.connect(lambda end: heard.append(f"end {end}"))
    QTest.keyClicks(field, "a6")
    QTest.keyClick(field, Qt.Key.Key_Backspace)
    QApplication.sendEvent(field, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_unknown, Qt.KeyboardModifier(0), "â"))
    written = QInputMethodEvent("", [])
    written.setCommitString("đ")
    QApplication.sendEvent(field, written)
    QTest.keyClick(field, Qt.Key.Key_Tab)
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert heard == ["a", "6", "back", "â", "(đ)", "end Tab", "end Enter"]


def test_a_pause_ends_a_scan_without_a_key(field, qtbot):
    field._pause.setInterval(0)
    with qtbot.waitSignal(field.ended) as told:
        QTest.keyClicks(field, "KQ-2026")
    assert told.args == [""]
