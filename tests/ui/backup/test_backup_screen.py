"""The screen of backups: what it tells, what may be done by whom, by finger and by keys."""

import shutil
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from pos_desktop.core.errors import Code, Rejected, Trouble
from pos_desktop.gateways.backup_book import change_book
from pos_desktop.services.office.backup import backups as backups_module
from pos_desktop.services.office.backup.restoring import candidate
from pos_desktop.ui.backup.controller import BackupController
from pos_desktop.ui.backup.questions import PassphraseQuestion, RestoreQuestion
from pos_desktop.ui.backup.screen import BackupScreen
from pos_desktop.wording.messages import sentence
from tests.support.backups import PASSPHRASE, backups_of
from tests.support.counter import inline
from tests.support.shop import MANAGER, OWNER, Shop, copy_of
from tests.ui.tour import LONG, PANELS, EveryState, framed, on_panel, panel_name

TYPED = "ca phe sua da"


class Office:
    """A screen of backups on a shop, with what it told and what it wants done."""

    def __init__(self, shop: Shop, name: str = OWNER) -> None:
        self.shop, self.backups, person = shop, backups_of(shop), shop.person(name)
        self.said: list[str] = []
        self.works: list[object] = []
        self.folder, self.file = "", ""
        self.controller = BackupController(
            self.backups, shop.till, inline(), person, lambda _start: self.folder, lambda _start: self.file
        )
        self.passphrase = PassphraseQuestion(self.backups, inline(), person)
        opener = partial(candidate, shop.folder, clock=shop.clock)
        self.restoring = RestoreQuestion(
            opener,
            inline(),
            person,
            shop.till.shop.time_zone,
        )
        self.controller.toast.connect(lambda view: self.said.append(view.text))
        self.passphrase.done.connect(self.controller.load)
        self.controller.passphrase_wanted.connect(self.passphrase.open)
        self.controller.restore_wanted.connect(self.restoring.open)
        self.restoring.confirmed.connect(self.works.append)
        self.screen = BackupScreen(self.controller, self.passphrase, self.restoring)
        self.controller.load()

    @property
    def view(self):
        return self.controller.view


@pytest.fixture
def office(dressed, stage, shop):
    made = Office(shop)
    stage(made.screen, width=1024, height=700)
    return made


@pytest.fixture
def ready(office):
    office.backups.set_passphrase(TYPED, office.shop.person(OWNER).id)
    office.controller.load()
    office.controller.make()
    return office


def test_keys_work_again_when_a_question_was_closed(office):
    office.screen.setFocus()
    office.screen.passphrase.click()
    assert QApplication.focusWidget() is office.screen.passphrase_sheet.first.edit
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is office.screen


def test_the_first_thing_is_a_passphrase_typed_twice(office):
    assert office.view.rows == ()
    assert [line.is_well for line in office.view.lines] == [False]
    office.screen.make.click()
    sheet = office.screen.passphrase_sheet
    assert sheet.isVisible(), "nothing can be sealed before"
    QTest.keyClicks(sheet.first.edit, TYPED)
    QTest.keyClicks(sheet.second.edit, TYPED + "x")
    QTest.keyClick(sheet.second.edit, Qt.Key.Key_Return)
    assert office.passphrase.view.error == sentence(Rejected(Code.PASSPHRASE_TWICE))
    QTest.keyClick(sheet.second.edit, Qt.Key.Key_Backspace)
    QTest.keyClick(sheet.second.edit, Qt.Key.Key_Return)

    assert not sheet.isVisible()
    assert sheet.first.edit.text() == sheet.second.edit.text() == "", "what was typed is forgotten"
    assert office.view.has_passphrase
    office.backups.check_passphrase(TYPED)


def test_a_short_passphrase_is_told_where_it_was_typed(office):
    office.controller.want_passphrase()
    office.passphrase.confirm("ngan", "ngan")

    assert office.passphrase.view.error == "Mật khẩu sao lưu cần ít nhất 10 ký tự."


def test_ctrl_s_backs_up_and_the_list_tells_of_it(ready):
    (row,) = ready.view.rows
    assert (row.when, row.age, row.state) == ("02/03/2026 09:00", "hôm nay", "Đã kiểm tra khi làm")
    assert ready.view.progress is None
    assert ready.view.status == "Đã sao lưu xong."
    ready.shop.on("2026-03-05 22:00")
    QTest.keyClick(ready.screen, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert [row.age for row in ready.view.rows] == ["hôm nay", "3 ngày trước"]
    assert ready.view.chosen == ready.view.rows[0].key


def test_the_trial_is_told_well_or_not(ready):
    ready.screen.trial.click()
    assert ready.view.rows[0].state == "Đã thử khôi phục"
    assert all(line.is_well for line in ready.view.lines)
    path = Path(ready.view.rows[0].key)
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)
    ready.screen.trial.click()
    assert ready.view.rows[0].state == "Không khôi phục được"
    assert [line.is_well for line in ready.view.lines] == [True, True, False]
    assert "hỏng" in ready.view.lines[2].text


def test_what_is_stopped_makes_nothing(ready, monkeypatch):
    ready.shop.on("2026-03-03 22:00")
    plain = backups_module.making.make

    def stopping(*args):
        ready.controller.stop()
        return plain(*args)

    monkeypatch.setattr(backups_module.making, "make", stopping)
    ready.screen.make.click()
    assert len(ready.view.rows) == 1
    assert ready.view.status == "Đã dừng, không có bản nào được làm."


def test_restoring_asks_for_the_passphrase_and_then_for_a_word(ready):
    ready.screen.restore.click()
    sheet = ready.screen.restore_sheet
    QTest.keyClicks(sheet.first.edit, "another one")
    sheet.verb.click()
    assert ready.restoring.view.error == sentence(Rejected(Code.WRONG_PASSPHRASE))
    sheet.first.edit.setText(TYPED)
    QTest.keyClick(sheet.first.edit, Qt.Key.Key_Return)
    assert ready.restoring.view.danger
    assert sheet.first.edit.text() == ""
    sheet.verb.click()
    assert (ready.works, ready.restoring.view.error) == ([], "Gõ đúng chữ «khoi phuc».")
    QTest.keyClicks(sheet.first.edit, "KHOI PHUC")
    QTest.keyClick(sheet.first.edit, Qt.Key.Key_Return)

    assert not sheet.isVisible()
    (work,) = ready.works
    ready.shop.close()
    assert work().epoch == 1
    ready.shop.reopen()
    assert ready.shop.count("restoration") == 1
    assert not list(ready.shop.folder.glob("backup-*.making"))


def test_leaving_the_question_leaves_nothing_open(ready):
    ready.screen.restore.click()
    ready.restoring.confirm(TYPED)
    assert list(ready.shop.folder.glob("backup-*.making"))
    QTest.keyClick(ready.screen.restore_sheet, Qt.Key.Key_Escape)
    assert not list(ready.shop.folder.glob("backup-*.making"))
    assert ready.works == []


def test_a_file_from_elsewhere_can_be_restored(ready, tmp_path):
    ready.file = str(shutil.copy2(ready.view.rows[0].key, tmp_path / "from the stick"))
    ready.screen.other_file.click()
    ready.restoring.confirm(TYPED)

    assert ready.restoring.view.danger
    ready.restoring.close()


def test_who_may_not_restore_sees_no_verb_for_it(dressed, stage, shop):
    office = Office(shop, MANAGER)
    stage(office.screen)
    office.screen.make.click()
    assert office.said == [sentence(Rejected(Code.PASSPHRASE_NEEDED))]
    office.backups.set_passphrase(PASSPHRASE, shop.person(OWNER).id)
    office.controller.load()
    office.screen.make.click()

    assert len(office.view.rows) == 1
    assert not office.screen.restore.isVisible()
    assert not office.screen.passphrase.isVisible()
    QTest.keyClick(office.screen, Qt.Key.Key_Return)
    assert office.said[1:] == [sentence(Rejected(Code.NOT_ALLOWED, right="restore"))]


def test_the_owner_chooses_where_they_go(ready, tmp_path):
    (tmp_path / "disk").mkdir()
    ready.folder = str(tmp_path / "disk")
    ready.screen.main_folder.click()
    ready.screen.second_folder.click()
    assert (ready.view.folder, ready.view.second) == (ready.folder, ready.folder)
    ready.folder = ""
    ready.screen.second_folder.click()
    assert ready.view.second, "a question that was left changes nothing"
    ready.screen.no_second.click()
    assert ready.view.second == ""
    assert len(ready.view.rows) == 1, "those of before are still on the list"


# how it looks


@contextmanager
def place_of(template: Path, folder: Path):
    shop = Shop(copy_of(template, folder))
    yield shop
    shop.close()


@pytest.fixture(scope="module", params=PANELS, ids=panel_name)
def tour(request, qapp, template, tmp_path_factory):
    folder = tmp_path_factory.mktemp("tour") / "shop"
    with on_panel(qapp, request.param) as show, place_of(template, folder) as shop:
        office = Office(shop)
        tour = show(framed(office.screen, LONG))
        tour.look("empty")
        office.controller.want_passphrase()
        office.passphrase.confirm("a", "b")
        tour.look("the passphrase")
        office.passphrase.close()
        office.backups.set_passphrase(TYPED, shop.person(OWNER).id)
        office.controller.load()
        office.controller.make()
        tour.look("one backup")
        failed = backups_module.Outcome(shop.till.now().isoformat(), "", Trouble.FILE_UNWRITABLE, {"path": "/usb" * 30})
        change_book(folder, lambda book: backups_module.replace(book, made=failed, tried=failed, second="/media/usb"))
        office.controller.load()
        tour.look("what failed")
        office.controller._progress = 400
        office.controller._status = lambda: "Đang sao lưu; vẫn bán được bình thường."
        office.controller.refresh()
        tour.look("while it runs")
        office.controller._progress = None
        office.controller.want_restore()
        tour.look("the passphrase of a backup")
        office.restoring.confirm(TYPED)
        tour.look("the word")
        office.restoring.close()
        yield tour


class TestOnEveryPanel(EveryState):
    """UX-01, UX-02, UX-03, UX-19."""
