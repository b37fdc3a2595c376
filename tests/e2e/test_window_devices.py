"""The devices' screen in the whole program: another printer at once, kept for the next start, and what anybody may."""

import pytest

from pos_desktop.app.hands import wait_until
from pos_desktop.app.settings import load_settings
from pos_desktop.ui import theme
from pos_desktop.ui.devices.controller import DRAWER, LOOK, PRINTER
from pos_desktop.ui.devices.draft import Draft
from pos_desktop.ui.devices.screen import DevicesScreen
from pos_desktop.ui.models.views import ToastKind, ToastView
from pos_desktop.ui.shift.drawer_screen import DrawerScreen
from pos_desktop.wording import set_language
from printing.virtual.machine import VirtualPrinter


@pytest.fixture
def printers():
    with VirtualPrinter() as one, VirtualPrinter() as other:
        yield one, other


@pytest.fixture(autouse=True)
def left_as_it_was():
    yield
    set_language("vi")


def go(till) -> DevicesScreen:
    till.window.menu.offices["devices"].trigger()
    wait_until(lambda: till.is_on(DevicesScreen), "devices")
    return till.window.area.currentWidget()


def controller_of(till):
    return till.program.flow.visiting.visit.controller


def test_paper_comes_out_of_another_printer_at_once(start, printers):
    one, other = printers
    till = start(printer=one.uri)
    till.sign_in("Mộc")
    till.wait_for_sale()
    one.refuse()  # the receipt below waits for a printer
    till.desk.outbox.reprint(till.rows("SELECT id FROM sale LIMIT 1")[0]["id"], "receipt", "vi", till.sale.person.id)
    page, controller = go(till).pages[PRINTER], controller_of(till)
    wait_until(lambda: controller.printer.standing.word == "Mất kết nối", "no answer")
    other.cover_open = True
    controller.printer.write(Draft(other.uri))
    page.save.click()
    wait_until(lambda: controller.printer.standing.word == "Nắp đang mở", "the other printer's answer")
    other.cover_open = False
    page.trial.click()
    wait_until(lambda: controller.printer.view.tried == "Máy in báo đã in xong.", "the test page")
    till.program.workers.wake_printers()
    wait_until(lambda: len(other.jobs) == 2, "the receipt that waited")
    newest = "SELECT state FROM outbox ORDER BY at DESC LIMIT 1"
    wait_until(lambda: till.rows(newest)[0]["state"] == "printed", "the printer's word")
    assert one.jobs == []
    wait_until(lambda: load_settings(till.folder).settings.printer == other.uri, "the file")
    assert till.sale.printer == "receipt"


def test_without_a_printer_nothing_is_promised_any_more(start, printers):
    till = start(printer=printers[0].uri)
    till.sign_in("Mộc")
    till.wait_for_sale()
    page, controller = go(till).pages[PRINTER], controller_of(till)
    controller.printer.write(Draft(""))
    page.save.click()
    assert (till.sale.printer, controller.printer.standing.word) == ("", "Chưa đặt")


def test_a_cashier_opens_the_drawer_with_a_reason_and_changes_the_look_alone(start):
    till = start(printer="tcp://127.0.0.1:1")
    till.sign_in("Lan")
    till.wait_for_sale()
    screen = go(till)
    assert not screen.pages[PRINTER].save.isVisible()
    till.window.toast(ToastView(ToastKind.INFO, "Ca này của Mộc."))
    assert screen.toasts.height() > 0, "a message covers no field"
    screen.buttons[LOOK].click()
    look = screen.pages[LOOK]
    next(button for button in look.sizes.buttons() if button.text() == "125 %").click()
    assert theme.current().scale == 1.25
    next(button for button in look.languages.buttons() if button.text() == "English").click()
    assert look.title.text() == "Appearance"
    wait_until(lambda: load_settings(till.folder).settings.language == "en", "the file")
    assert load_settings(till.folder).settings.scale == 125
    screen.buttons[DRAWER].click()
    screen.pages[DRAWER].trial.click()
    wait_until(lambda: till.is_on(DrawerScreen), "the sheet that asks why")
