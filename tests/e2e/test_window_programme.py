"""The owner changes the programme in the real window, on the real services; cashiers cannot."""

import json

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from pos_desktop.app.hands import wait_until
from pos_desktop.ui.login.screen import LoginScreen
from pos_desktop.ui.members.screen import MembersScreen
from pos_desktop.ui.programme.screen import ProgrammeScreen
from pos_desktop.ui.sale.screen import SaleScreen
from tests.support.live_till import F12

PER = ("programme", "earn", "per")


def opened(start, name="Mộc"):
    """The settings as the owner gets to them."""
    till = start()
    till.sign_in(name)
    till.wait_for_sale()
    till.window.menu.offices["programme"].trigger()
    wait_until(lambda: till.is_on(ProgrammeScreen), "settings")
    screen = till.window.area.currentWidget()
    wait_until(screen.foot.isVisible, "the programme")
    return till, screen


def kept(till):
    rows = till.rows("SELECT version, definition, valid_from FROM programme_version ORDER BY version")
    return [(row["version"], json.loads(row["definition"]), row["valid_from"]) for row in rows]


def type_rate(screen, text):
    edit = screen.form.editor(PER).edit
    edit.setFocus()
    edit.selectAll()
    QTest.keyClicks(edit, text)
    return edit


def test_the_owner_saves_a_version_and_sells_on(start):
    till, screen = opened(start)
    before = kept(till)
    edit = type_rate(screen, "5000")
    wait_until(lambda: "80" in screen.foot.result.text(), "the engine's answer")
    wait_until(screen.foot.impact.text, "whom it moves")
    QTest.keyClick(edit, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    wait_until(lambda: till.is_on(SaleScreen), "selling again")

    version, definition, valid_from = kept(till)[-1]
    assert (version, definition["earn"]["per"]) == (before[-1][0] + 1, 5_000)
    assert valid_from > till.desk.till.today().isoformat()
    assert str(version) in till.toast
    till.scan(till.codes()[0])


def test_the_menu_leads_from_one_screen_to_another_and_asks_where_something_would_be_lost(start):
    till, screen = opened(start)
    till.window.menu.offices["members"].trigger()
    wait_until(lambda: till.is_on(MembersScreen), "members")
    till.window.menu.offices["programme"].trigger()
    wait_until(lambda: till.is_on(ProgrammeScreen), "settings")
    screen = till.window.area.currentWidget()
    wait_until(screen.foot.isVisible, "the programme")

    type_rate(screen, "5000")
    till.window.menu.offices["books"].trigger()
    assert till.window.is_asking
    till.hands.key(Qt.Key.Key_Escape)
    assert till.window.area.currentWidget() is screen


def test_a_cashier_is_told_and_stays_where_she_is(start):
    till = start()
    till.begin()
    till.window.menu.offices["programme"].trigger()
    wait_until(lambda: till.toast, "a word")

    assert till.toast == "Việc này vượt quyền của bạn. Mời quản lý làm giúp."
    assert till.is_on(SaleScreen)


def test_nobody_gets_there_before_signing_in(start):
    till = start()
    wait_until(lambda: till.is_on(LoginScreen), "login")

    assert not till.window.menu.offices["programme"].isEnabled()


def test_locking_asks_before_changes_are_lost(start):
    till, screen = opened(start)
    type_rate(screen, "5000")
    till.hands.key(F12)
    wait_until(lambda: till.window.is_asking, "a question")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert (till.is_on(ProgrammeScreen), screen.form.editor(PER).edit.text()) == (True, "5.000")

    till.hands.key(F12)
    wait_until(lambda: till.window.is_asking, "a question")
    till.window._confirm.verb.click()
    wait_until(lambda: till.is_on(LoginScreen), "login")


def test_the_last_year_of_the_sample_is_tried(start):
    till, screen = opened(start)
    before = kept(till)
    type_rate(screen, "5000")
    screen.year.click()
    wait_until(lambda: screen._year_controller.view.rows, "the outcome", patience_ms=60_000)

    rows = screen._year_controller.view.rows
    assert rows[0][0] == "Điểm phát ra"
    assert rows[0][1] != rows[0][2]
    assert kept(till) == before


def test_the_window_closes_while_the_last_year_is_being_tried(start):
    till, screen = opened(start)
    screen.year.click()
    till.close()

    assert till.program.workers.is_stopped


def test_what_may_be_undone_is_told_above_the_foot(start):
    """It used to lie over «Từ ngày»."""
    till, screen = opened(start)
    screen._controller.choose_part("rewards")
    screen._controller.remove_entry()
    wait_until(lambda: till.toast, "a word")
    QApplication.processEvents()

    card = till.window.toasts.toast.mapTo(till.window, till.window.toasts.toast.rect().bottomLeft()).y()
    assert till.toast.startswith("Đã bỏ")
    assert card <= screen.foot.mapTo(till.window, screen.foot.day.geometry().topLeft()).y()
