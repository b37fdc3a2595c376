"""The virtual printer's window: switches by hand and by key, and paper that grows, is bounded and scrolls."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from pos_desktop.ui.models.views import Tone
from pos_desktop.ui.virtual_printer import roll as rolls
from pos_desktop.ui.virtual_printer.controller import VirtualPrinterController, switch_words
from pos_desktop.ui.virtual_printer.screen import VirtualPrinterScreen
from pos_desktop.ui.virtual_printer.view import EdgeView, NoteView, StripView
from tests.ui.virtual_printer.stand_in import StandIn

CUT = EdgeView()


@pytest.fixture
def machine():
    return StandIn()


@pytest.fixture
def screen(qtbot, dressed, machine):
    screen = VirtualPrinterScreen(VirtualPrinterController(machine))
    qtbot.addWidget(screen)
    screen.resize(1024, 768)
    screen.show()
    return screen


def strip(rows, dots=b"\xff"):
    return StripView(384, rows, dots * (48 * rows))


def lines(screen):
    return screen.panel.log.toPlainText().splitlines()


def test_every_switch_turns_by_hand_and_back_by_its_key(screen, machine):
    for key, id_ in enumerate(switch_words(), 1):
        QTest.mouseClick(screen.panel.switches[id_], Qt.MouseButton.LeftButton)
        assert screen.panel.switches[id_].isChecked()
        QTest.keyClicks(screen, str(key))
        assert not screen.panel.switches[id_].isChecked()
    assert machine.turned == [(id_, on) for id_ in switch_words() for on in (True, False)]
    assert lines(screen)[:2] == ["Mở nắp: bật", "Mở nắp: tắt"]


def test_the_worst_state_is_told(screen):
    controller = screen._controller
    assert (controller.view.state, controller.view.tone) == ("Sẵn sàng", Tone.PAY)
    controller.choose_paper("low")
    assert (controller.view.state, controller.view.tone) == ("Sắp hết giấy", Tone.WARN)
    controller.toggle("cover_open")
    controller.toggle("hanging")
    assert (controller.view.state, controller.view.tone) == ("Treo máy", Tone.DANGER)


def test_paper_and_speed_go_round_by_their_letters(screen, machine):
    for key in "pppss":
        QTest.keyClicks(screen, key)
    QTest.mouseClick(screen.panel.speed.segments.buttons()[3], Qt.MouseButton.LeftButton)
    assert machine.turned == [
        ("paper", "low"), ("paper", "out"), ("paper", "ok"), ("bytes_per_second", 5000), ("bytes_per_second", 1000),
        ("bytes_per_second", 200),
    ]  # fmt: skip
    assert screen.panel.speed.segments.buttons()[3].isChecked()


def test_the_line_breaks_at_the_byte_that_was_typed_and_only_once(screen, machine):
    screen.panel.at.setText("")
    QTest.keyClicks(screen.panel.at, "1p2s34")
    assert machine.turned == [("drop", None, False)] * 4, "letters in the field turn nothing"
    QTest.mouseClick(screen.panel.drop.segments.buttons()[2], Qt.MouseButton.LeftButton)
    assert machine.turned[-1] == ("drop", 1234, True)

    screen._controller.take((), (), jobs=1, torn=1, dropped=True)

    assert screen.panel.drop.segments.buttons()[0].isChecked()


def test_no_number_breaks_nothing(screen, machine):
    screen._controller.choose_drop("fin")
    screen._controller.type_drop_at("12x")
    assert machine.turned[-1] == ("drop", None, False)
    assert screen._controller.view.drop_error
    screen._controller.choose_drop("rst")
    assert machine.turned[-1] == ("drop", None, False)


def test_the_folder_can_be_exchanged_and_a_bad_one_says_why(screen, machine, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "/tmp/elsewhere")
    QTest.keyClicks(screen, "f")
    assert screen._controller.view.folder == "/tmp/elsewhere"
    machine.problem = "Không dùng được thư mục"
    QTest.mouseClick(screen.choose, Qt.MouseButton.LeftButton)
    assert lines(screen)[-1] == "Không dùng được thư mục"
    QTest.keyClicks(screen, "o")
    assert machine.opened == 1


def test_paper_grows_and_notes_in_the_middle_stand_below_the_piece(screen):
    roll, note = screen.roll, NoteView("Không hiểu 2 byte: 02 03", Tone.DANGER)
    roll.add((strip(10),))
    roll.add((note, strip(5)))
    assert (roll.pieces, roll.dots, roll.edges) == (1, 15, [""])
    roll.add((CUT, strip(7), EdgeView(torn=True)))
    assert (roll.pieces, roll.dots, roll.edges, roll.texts) == (2, 22, ["cut", "torn"], [note.text])
    QTest.keyClick(screen, Qt.Key.Key_Delete)
    assert (roll.pieces, roll.texts) == (0, [])


def test_black_is_black_and_white_is_white_whatever_the_theme(screen, dressed, qapp):
    for mode in ("light", "dark"):
        dressed.apply(qapp, mode)
        screen.roll.clear()
        screen.roll.add((strip(100, b"\xf0"), CUT))
        picture = screen.roll.viewport().grab().toImage()
        across = [picture.pixelColor(x, 70).lightness() for x in range(picture.width() // 2, picture.width() // 2 + 16)]
        assert min(across) < 40
        assert max(across) > 240


def test_the_newest_is_in_sight_unless_a_person_looks_further_up(screen):
    bar = screen.roll.verticalScrollBar()
    screen.roll.add((strip(12_000), CUT))
    assert bar.value() == bar.maximum() > 0
    QTest.keyClick(screen, Qt.Key.Key_Home)
    assert bar.value() == 0
    QTest.keyClick(screen, Qt.Key.Key_PageDown)
    assert bar.value() == bar.pageStep()
    bar.setValue(100)
    screen.roll.add((strip(500), CUT))
    assert bar.value() == 100


def test_no_more_than_the_last_pieces_are_kept(screen, monkeypatch):
    roll = screen.roll
    for _ in range(rolls.MOST_PIECES + 20):
        roll.add((strip(2), CUT))
    assert roll.pieces == rolls.MOST_PIECES
    monkeypatch.setattr(rolls, "MOST_BYTES", 48 * 10)
    roll.add((strip(9), CUT))
    assert roll.dots == 9
    for _ in range(5 * rolls.MOST_PIECES):
        roll.add((NoteView("Két mở (chân 2)"),))
    assert len(roll.texts) <= 4 * rolls.MOST_PIECES


def test_it_speaks_another_language_at_once(screen, qapp):
    from pos_desktop.ui.language import switch_language

    switch_language(qapp, "en")
    try:
        assert screen.panel.switches["mute"].text() == "Mute"
        assert screen.windowTitle() == "Virtual printer"
    finally:
        switch_language(qapp, "vi")
