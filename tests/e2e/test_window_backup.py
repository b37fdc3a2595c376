"""Backups in the running program: one after the Z by itself, one by hand, and the shop put back without leaving it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from pos_desktop.app import backing
from pos_desktop.app.hands import wait_until
from pos_desktop.gateways import sealing
from pos_desktop.services.office.backup.backups import Backups
from tests.support.backups import QUICK
from tests.support.shifts import closed

TYPED = "ca phe sua da"


@pytest.fixture
def till(start, monkeypatch):
    monkeypatch.setattr(sealing, "USUAL_COST", QUICK)
    till = start()
    till.sign_in("Mộc")
    till.wait_for_sale()
    return till


def backups_screen(till):
    till.window.menu.offices["backup"].trigger()
    flow = till.program.flow
    wait_until(lambda: flow.visiting.visit is not None and flow.visiting.visit.screen is not None, "the screen")
    visit = flow.visiting.visit
    wait_until(lambda: visit.controller.view.lines, "the state")
    return visit


def set_passphrase(till):
    Backups(till.desk.till, QUICK).set_passphrase(TYPED, till.desk.people.by_name("Mộc").id)


def test_after_the_z_a_backup_is_made_and_tried_by_itself(till):
    set_passphrase(till)
    backups = Backups(till.desk.till, QUICK)
    assert not backups.is_due() or backups.make_if_due(lambda _done, _whole: True)
    before = [one.path for one in backups.state().backups]
    closed(till.desk)
    till.program.backing.hear(frozenset({"shift"}))
    wait_until(lambda: [one.path for one in backups.state().backups] != before, "the backup")
    wait_until(lambda: backups.state().tried is not None, "the trial")

    assert not backups.is_due()
    assert backups.state().tried.code == ""
    assert "Sao lưu" not in till.toast


def test_a_failed_one_is_told_once(till, tmp_path):
    set_passphrase(till)
    owner, gone = till.desk.people.by_name("Mộc").id, tmp_path / "gone"
    gone.mkdir()
    Backups(till.desk.till).set_folders(str(gone), "", owner)
    gone.rmdir()
    gone.write_text("a file where the folder was", encoding="utf-8")
    closed(till.desk)
    till.program.backing.look()
    wait_until(lambda: "Sao lưu không được" in till.toast, "the toast")
    told = till.program.backing._told
    till.program.backing.look()
    wait_until(lambda: not till.program.backing._runs, "the second look")
    assert told
    assert till.program.backing._timer.interval() == backing.EVERY_MS


def test_the_shop_is_put_back_and_opens_again(till):
    set_passphrase(till)
    visit = backups_screen(till)
    QTest.keyClick(visit.screen, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    wait_until(lambda: visit.controller.view.rows and visit.controller.view.progress is None, "the backup")
    sales = till.rows("SELECT count(*) FROM sale")[0][0]
    visit.controller.left.emit()
    till.wait_for_sale()
    till.scan(till.codes(1)[0])
    till.pay()
    assert till.rows("SELECT count(*) FROM sale")[0][0] == sales + 1

    flow, visit = till.program.flow, backups_screen(till)
    visit.screen.restore.click()
    sheet = visit.screen.restore_sheet
    QTest.keyClicks(sheet.first.edit, TYPED)
    sheet.verb.click()
    wait_until(lambda: visit.restoring.view.danger, "the question")
    QTest.keyClicks(sheet.first.edit, "khoi phuc")
    sheet.verb.click()
    wait_until(lambda: till.program.flow is not flow and till.program.flow.login is not None, "the shop again")
    assert "Đã khôi phục" in till.toast
    till.sign_in("Mộc")
    till.wait_for_sale()

    assert till.rows("SELECT count(*) FROM sale")[0][0] == sales
    assert till.rows("SELECT epoch FROM restoration")[0][0] == 1
    till.scan(till.codes(1)[0])
    till.pay()
    assert till.sale.desk.sales.last().epoch == 1


def test_who_may_not_take_anything_out_does_not_get_there(start):
    till = start()
    till.begin()
    till.window.menu.offices["backup"].trigger()
    wait_until(lambda: till.toast, "the refusal")
    assert till.program.flow.visiting.visit is None
