"""A manager adjusts points in the real window, on the real services and workers; a cashier only looks."""

from PySide6.QtWidgets import QApplication

from pos_desktop.app.hands import wait_until
from pos_desktop.ui.login.screen import LoginScreen
from pos_desktop.ui.members.screen import MembersScreen
from pos_desktop.ui.sale.screen import SaleScreen
from tests.support.live_till import F12


def opened(start, name):
    """The members as somebody gets to them."""
    till = start()
    till.sign_in(name)
    till.wait_for_sale()
    till.window.menu.offices["members"].trigger()
    wait_until(lambda: till.is_on(MembersScreen), "members")
    screen = till.window.area.currentWidget()
    wait_until(lambda: screen.panel.deeds, "a member")
    return till, screen


def test_a_manager_adjusts_points_and_sells_on(start):
    till, screen = opened(start, "Hoa")
    before = till.rows("SELECT count(*) AS n FROM entry WHERE kind = 'adjustment'")[0]["n"]
    screen.panel.deeds["adjust"].click()
    fields = screen.sheet.fields
    for key, text in (("points", "60"), ("reason", "quên quét thẻ")):
        fields[key].edit.setText(text)
        fields[key].edit.textEdited.emit(text)
    screen.sheet.verb.click()
    wait_until(lambda: not screen.sheet.isVisible(), "the adjustment")

    assert till.rows("SELECT count(*) AS n FROM entry WHERE kind = 'adjustment'")[0]["n"] == before + 1
    assert "+60" in till.toast
    screen.leave.click()
    wait_until(lambda: till.is_on(SaleScreen), "selling again")
    till.scan(till.codes()[0])


def test_a_cashier_looks_and_locks(start):
    till, screen = opened(start, "Lan")
    assert list(screen.panel.deeds) == ["why"]

    till.hands.key(F12)
    wait_until(lambda: till.is_on(LoginScreen), "the lock")
    QApplication.processEvents()
    assert not till.window.menu.offices["members"].isEnabled()
