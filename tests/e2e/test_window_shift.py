"""A cashier's last minutes in the real window: a sale, the drawer, the closing, and the next shift."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from pos_desktop.app.hands import wait_until
from pos_desktop.ui.sale.screen import SaleScreen
from pos_desktop.ui.shift.drawer_screen import DrawerScreen
from pos_desktop.ui.shift.screen import ShiftScreen
from pos_desktop.ui.shift.view import Step
from tests.support.live_till import F12

CONTROL = Qt.KeyboardModifier.ControlModifier


def visited(till):
    till.window.menu.offices["shift"].trigger()
    wait_until(lambda: till.is_on(DrawerScreen), "the shift")
    screen = till.window.area.currentWidget()
    wait_until(lambda: screen._controller.view.told, "what the shift is")
    return screen


def zs(till):
    return till.rows("SELECT count(*) FROM shift_report WHERE kind = 'z'")[0][0]


def test_the_shift_is_closed_and_the_next_one_opened(start):
    till = start()
    till.sign_in("Mộc")
    till.wait_for_sale()
    before = zs(till)
    screen = visited(till)
    screen.pages[Step.OVERVIEW].close_shift.click()
    panel = screen.pages[Step.COUNT].panel
    wait_until(panel.isVisible, "the count")
    QTest.keyClicks(panel.fields[500_000], "1")
    screen.pages[Step.COUNT].verb.click()
    wait_until(lambda: screen._controller.view.step is Step.COMPARE, "the comparison")
    assert screen._controller.view.variance.amount == "0\u00a0₫"
    screen.pages[Step.COMPARE].verb.click()
    wait_until(lambda: screen._controller.view.step is Step.DONE, "the Z")
    screen.pages[Step.DONE].verb.click()
    wait_until(lambda: till.is_on(ShiftScreen), "the next shift")
    till.window.area.currentWidget().verb.click()
    wait_until(lambda: till.is_on(SaleScreen), "selling again")
    assert zs(till) == before + 1


def test_ctrl_d_leads_to_the_drawer_and_back_to_the_sale(start):
    till = start()
    till.sign_in("Mộc")
    till.wait_for_sale()
    QTest.keyClick(till.window.area.currentWidget(), Qt.Key.Key_D, CONTROL)
    wait_until(lambda: till.is_on(DrawerScreen), "the shift")
    screen = till.window.area.currentWidget()
    wait_until(screen.sheet.isVisible, "the sheet")
    screen.sheet.usual[0].click()
    screen.sheet.verb.click()
    wait_until(lambda: screen._controller.view.movements, "the movement")
    screen.back.click()
    wait_until(lambda: till.is_on(SaleScreen), "selling again")


def test_who_comes_to_another_s_shift_is_asked_and_may_count_first(start):
    till = start()
    till.sign_in("Lan")
    till.wait_for_sale()
    till.hands.key(F12)
    till.sign_in("Hoa")
    till.wait_for_sale()
    holder = till.desk.shifts.holder(till.desk.shifts.current().id)
    names = {person.id: person.name for person in till.desk.people.all()}
    wait_until(lambda: till.toast.startswith(f"Ca này của {names[holder]}"), "the question")
    till.window.toasts.toast.button.click()
    wait_until(lambda: till.window.is_asking, "the sheet")
    till.window._confirm.other.click()
    wait_until(lambda: till.is_on(DrawerScreen), "the count")
    screen = till.window.area.currentWidget()
    wait_until(lambda: screen._controller.view.handing, "the handing over")
