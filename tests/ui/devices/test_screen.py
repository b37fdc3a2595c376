"""The devices' screen in every state, on every panel: fit, hit, read and named (UX-01, 02, 03)."""

from dataclasses import replace

import pytest

from pos_desktop.app.settings import Settings
from pos_desktop.services.selling.transfers import modules_of
from pos_desktop.services.shop.stations import PutStation, StationFacts
from pos_desktop.ui.devices.controller import (
    CUSTOMER,
    DRAWER,
    KITCHEN,
    LOOK,
    PRINTER,
    SCALE,
    SCANNER,
    SOUND,
    DevicesController,
    DevicesDraft,
)
from pos_desktop.ui.devices.numbers import show_numbers
from pos_desktop.ui.devices.probe import TEST_CODE
from pos_desktop.ui.devices.screen import DevicesScreen
from pos_desktop.ui.devices.standing import Asked
from printing.devices.discovery import Found
from printing.devices.spool import JobState, Outcome, Reason
from printing.devices.status import Condition
from tests.support.counter import inline
from tests.support.little_devices import LittleDevices, Told
from tests.support.shop import CASHIER, MANAGER, Shop, copy_of
from tests.ui.tour import LONG, EveryState, framed

ANSWERS = {
    "ask": Asked(Condition.CUTTER_ERROR), "try_printer": Outcome(JobState.UNKNOWN, Reason.LINE_LOST),
    "plugged": [Found("usb://04b8:0202?in=81&out=03", LONG, "usb")], "weigh": 12_345,
    "search": [Found("tcp://192.168.100.200", "192.168.100.200", "network", Condition.UNKNOWN)],
}  # fmt: skip


@pytest.fixture(scope="module")
def kitchen_shop(template, tmp_path_factory):
    shop = Shop(copy_of(template, tmp_path_factory.mktemp("devices") / "shop"))
    for name in ("Bếp", LONG[:38]):
        facts = StationFacts(name, f"tcp://10.0.0.{len(name)}#58mm;buzzer=2")
        shop.desk.stations.put(PutStation(name, facts, shop.person(MANAGER).id))
    yield shop
    shop.close()


class TestDevices(EveryState):
    @pytest.fixture(scope="class", params=[MANAGER, CASHIER])
    @classmethod
    def tour(cls, request, panel, kitchen_shop):
        devices = LittleDevices(Settings("tcp://192.168.100.200", "58mm;letters=tcvn", scales="cas:COM3"))
        devices.panels_there = ["HDMI-A-1", "DP-2"]
        ops, person = inline(), kitchen_shop.person(request.param)
        controller = DevicesController(kitchen_shop.desk, ops, person, devices, Told(**ANSWERS), ops)
        screen = DevicesScreen(controller)
        tour = panel(framed(screen, person.name))
        controller.load()
        controller.scanner.show_modules(modules_of(TEST_CODE))
        tour.look("a printer that has to be seen to")
        controller.printer.try_out()
        tour.look("a page that may be torn")
        controller.choose(SCANNER)
        for at, char in enumerate(TEST_CODE.replace("dd", "đ")):
            controller.scanner.key(char, at * 90)
        controller.scanner.end("Enter")
        tour.look("letters that were changed")
        controller.scanner.choose_way(True)
        controller.scanner.write("?")
        controller.save_scanner()
        tour.look("no such line")
        controller.scale.weigh()
        for device in (DRAWER, KITCHEN, CUSTOMER, SCALE, SOUND, LOOK):
            controller.choose(device)
            tour.look(device)
        for row in controller.kitchen.view:
            controller.kitchen.try_out(row.uri)
        controller.choose(KITCHEN)
        tour.look("kitchen printers tried")
        controller.choose(PRINTER)
        controller.search.open()
        controller.search.search("192.168.100.0/24")
        tour.look("found")
        screen.search.close_sheet()
        return tour


@pytest.mark.qt_log_ignore("does not support raise")
def test_each_screen_shows_its_number(dressed, qtbot):
    numbers = show_numbers(dressed)
    assert [number.accessibleName().split()[0] for number in numbers] == ["1"]
    assert numbers[0].geometry() == numbers[0].screen().geometry()
    number = numbers[0]
    image = number.grab().toImage()
    assert len({image.pixelColor(x, image.height() // 2).name() for x in range(image.width())}) > 1
    number.deleteLater()


def test_what_was_typed_is_taken_up_again_after_a_lock(devices_of, qtbot):
    first, _devices, _outside = devices_of()
    assert first.draft == DevicesDraft(PRINTER)
    first.printer.write(replace(first.printer.view.draft, uri="tcp://10.0.0.9", fallback="tcp://10.0.0.8#58mm"))
    first.scale.write("cas:COM3")
    first.scanner.choose_way(is_serial=True)
    first.scanner.write("COM7")
    first.choose(SCALE)
    assert first.is_changed
    second, _devices, _outside = devices_of()
    screen = DevicesScreen(second)
    qtbot.addWidget(screen)
    second.resume(first.draft)
    assert second.draft == first.draft
    page, scanner = screen.pages[PRINTER], screen.pages[SCANNER]
    assert (page.uri.edit.text(), page.fallback.edit.text()) == ("tcp://10.0.0.9", "tcp://10.0.0.8#58mm")
    assert (screen.pages[SCALE].address.edit.text(), scanner.address.edit.text()) == ("cas:COM3", "COM7")
    assert screen.buttons[SCALE].isChecked()
