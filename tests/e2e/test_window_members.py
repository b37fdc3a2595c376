"""A manager adjusts points in the real window, on the real services and workers; a cashier only looks."""

from PySide6.QtWidgets import QApplication

from pos_desktop.app.hands import wait_until
from pos_desktop.ui.login.screen import LoginScreen
from pos_desktop.ui.members.screen import MembersScreen
from pos_desktop.ui.sale.screen import SaleScreen
from tests.support.live_till import F12, PINS


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


def test_a_large_adjustment_waits_for_the_owner_s_own_pin(start):
    till, screen = opened(start, "Hoa")
    screen.panel.deeds["adjust"].click()
    fields = screen.sheet.fields
    for key, text in (("points", "5000"), ("reason", "bù đợt lỗi máy")):
        fields[key].edit.setText(text)
        fields[key].edit.textEdited.emit(text)
    screen.sheet.verb.click()
    approval = till.program.flow.approval
    wait_until(lambda: approval.view and approval.view.people, "who may approve")
    assert "5.000" in approval.view.sentence
    approval.choose(next(one.id for one in approval.view.people if one.name == "Mộc"))
    approval.digit(PINS["Mộc"])
    approval.submit()
    wait_until(lambda: not screen.sheet.isVisible(), "the adjustment")

    assert "+5.000" in till.toast
    kinds = {row["kind"] for row in till.rows("SELECT kind FROM journal ORDER BY seq DESC LIMIT 3")}
    assert kinds == {"approved", "approval_used", "points_adjusted"}


def test_a_cashier_looks_and_locks(start):
    till, screen = opened(start, "Lan")
    assert list(screen.panel.deeds) == ["why"]

    till.hands.key(F12)
    wait_until(lambda: till.is_on(LoginScreen), "the lock")
    QApplication.processEvents()
    assert not till.window.menu.offices["members"].isEnabled()
