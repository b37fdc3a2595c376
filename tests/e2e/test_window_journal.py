"""The owner reads the journal, takes a file and looks at staff risk in the real window, on the real services."""

import pytest

from pos_desktop.app.hands import wait_until
from pos_desktop.ui.journal.screen import JournalScreen
from pos_desktop.ui.login.screen import LoginScreen
from pos_desktop.ui.sale.screen import SaleScreen
from pos_desktop.ui.staff_risk.screen import RiskScreen
from pos_desktop.ui.widgets.list import VIEW
from tests.support.live_till import F12


def opened(start, office, screen, who="Mộc"):
    till = start()
    till.sign_in(who)
    till.wait_for_sale()
    till.window.menu.offices[office].trigger()
    wait_until(lambda: till.is_on(screen), office)
    return till, till.window.area.currentWidget()


def test_the_owner_reads_the_journal_takes_a_file_and_sells_on(start, monkeypatch, tmp_path):
    monkeypatch.setattr("PySide6.QtCore.QStandardPaths.writableLocation", lambda _place: str(tmp_path / "papers"))
    till, screen = opened(start, "journal", JournalScreen)
    wait_until(lambda: screen.list.model().rowCount() > 0, "what was done today")
    assert "Mộc" in screen.list.model().index(0).data(VIEW).sentence
    screen.export.click()
    screen.sheet.start.click()
    wait_until(lambda: list((tmp_path / "papers").glob("nhat-ky-*.csv")), "the file")
    screen.sheet.close_sheet()
    screen.leave.click()
    wait_until(lambda: till.is_on(SaleScreen), "selling again")
    till.scan(till.codes()[0])


def test_the_owner_looks_at_staff_risk_and_the_till_locks_there(start):
    till, screen = opened(start, "staff_risk", RiskScreen)
    wait_until(lambda: screen.list.model().rowCount() > 0, "the people")
    wait_until(lambda: len(screen.rates) == 9, "the rates")
    till.hands.key(F12)
    wait_until(lambda: till.is_on(LoginScreen), "login")


@pytest.mark.parametrize("office", ["journal", "staff_risk"])
def test_a_cashier_is_told_and_stays_where_she_is(start, office):
    till = start()
    till.begin()
    till.window.menu.offices[office].trigger()
    wait_until(lambda: till.toast, "a word")
    assert till.toast == "Việc này vượt quyền của bạn. Mời quản lý làm giúp."
    assert till.is_on(SaleScreen)
