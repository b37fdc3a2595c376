"""From the report to what it tells of: the member of a row, the books behind a figure, files of the days."""

from functools import partial

import pytest
from openpyxl import load_workbook
from PySide6.QtWidgets import QFileDialog

from pos_desktop.app.offices import visit
from pos_desktop.app.offices.members import MembersVisit
from pos_desktop.app.visiting import Visiting
from pos_desktop.app.workers import Workers
from pos_desktop.selling.permissions import Role
from pos_desktop.ui.scanner import ScanFilter
from pos_desktop.ui.window import Window
from tests.ui.test_rooms_by_role import premises


@pytest.fixture
def visiting(dressed, qtbot, shop, monkeypatch):
    """The report of a day with two members, open in the window of a manager; everything happens at once."""
    shop.sold("1 x PHỞ @ 250000; member Lan")
    shop.sold("1 x PHỞ @ 100000; member Minh")
    monkeypatch.setattr(visit.Visit, "long_reads", lambda self: self.premises.ops)
    window, workers = Window(ScanFilter()), Workers()
    qtbot.addWidget(window)
    made = Visiting(window, window)
    made.shown.connect(lambda found: qtbot.addWidget(found.screen))
    at = premises(shop, window, workers, Role.MANAGER)
    with qtbot.waitSignal(made.shown):
        made.go("reports", lambda: at)
    yield made
    made.end()
    workers.stop()


def test_a_member_opens_in_the_room_of_members(visiting, shop):
    screen = visiting.visit.screen
    screen.cards["top_members"].row_chosen.emit(1)
    assert visiting.place == "members"
    assert isinstance(visiting.visit, MembersVisit)
    assert visiting.visit.controller.detail.account_id == shop.member("Minh").row.account_id


def test_the_liability_opens_the_books(visiting):
    visiting.visit.screen.tiles.chosen.emit("liability")
    assert visiting.place == "books"


@pytest.mark.parametrize(("button", "ending"), [("file", ".xlsx"), ("paper", ".pdf")])
def test_the_days_go_out_as_a_file(visiting, monkeypatch, tmp_path, button, ending):
    path = tmp_path / "bao-cao"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_asked: (str(path), ""))
    getattr(visiting.visit.screen, button).click()
    saved = path.with_suffix(ending)
    if ending == ".xlsx":
        book = load_workbook(saved)
        cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
        assert {"Lan", "Minh"} <= {cell.value for cell in cells}
        assert not [cell for cell in cells if cell.data_type == "f"]
    else:
        assert saved.read_bytes().startswith(b"%PDF")
    assert saved.stat().st_mode & 0o077 == 0


def test_a_table_goes_out_as_csv(visiting, monkeypatch, tmp_path):
    path = tmp_path / "bang"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_asked: (str(path), ""))
    sheet = visiting.visit.screen.sheet
    sheet.show_table("top_members")
    sheet.csv.click()
    saved = path.with_suffix(".csv")
    head, *lines = saved.read_text(encoding="utf-8-sig").splitlines()
    assert head == "name,code,spend,visits,margin,score"
    assert [line.split(",")[0] for line in lines] == ["Lan", "Minh"]
    assert saved.stat().st_mode & 0o077 == 0


def test_the_short_form_is_promised_to_the_printer(visiting, shop):
    visiting.visit.screen.short.click()
    ((subject, printer, state),) = shop.rows("SELECT subject_id, printer, state FROM outbox WHERE kind = 'slip'")
    day = shop.till.today()
    assert (subject.rpartition(":")[0], printer, state) == (f"loyalty:{day}:{day}", "lp", "queued")


def test_nothing_is_written_where_nobody_says_where(visiting, monkeypatch, tmp_path):
    asked = []
    monkeypatch.setattr(QFileDialog, "getSaveFileName", partial(_nowhere, asked))
    for button in (visiting.visit.screen.file, visiting.visit.screen.paper):
        button.click()
    visiting.visit.screen.cards["sales_by_day"].save.click()
    assert len(asked) == 3


def _nowhere(asked, *_words):
    asked.append(True)
    return ("", "")


def test_a_chart_is_saved_as_a_picture(visiting, monkeypatch, tmp_path):
    path = tmp_path / "a.png"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_asked: (str(path), ""))
    visiting.visit.screen.cards["sales_by_day"].save.click()
    assert path.read_bytes().startswith(b"\x89PNG")
