"""Printers exchanged in the middle of a receipt, and a window closed in the middle of what is asked of devices."""

import threading
import time

import pytest

from pos_desktop.app.hands import wait_until
from pos_desktop.documents.design import Block
from pos_desktop.ui.devices.draft import Draft
from pos_desktop.ui.devices.screen import DevicesScreen
from pos_desktop.ui.receipt_design.screen import DesignScreen
from printing.virtual.machine import VirtualPrinter
from tests.support.live_till import Heart

MOST_MS = 100
NO_NET = "192.0.2.0/24"
"""Addresses that belong to nobody."""


@pytest.fixture
def printers():
    with VirtualPrinter() as one, VirtualPrinter() as two, VirtualPrinter() as three:
        yield one, two, three


def calmest(deed):
    """The longest pause of the calmest of three rounds: hiccups of the machine hit one, waiting of ours hits all."""
    pauses = []
    for _round in range(3):
        with Heart() as heart:
            deed()
            wait_until(lambda heart=heart: heart.beats > 20, "some beats")
        pauses.append(heart.longest_ms)
    return min(pauses)


def receipts_of(till):
    return [row["state"] for row in till.rows("SELECT state FROM outbox WHERE kind = 'receipt' ORDER BY at, id")]


def sell(till):
    till.scan(till.codes()[0])
    till.pay()


@pytest.mark.parametrize("between", ["two", "none", "tcp://:9100"])
def test_the_last_of_two_quick_exchanges_counts(start, printers, between):
    one, two, three = printers
    till = start(printer=one.uri)
    till.begin()
    one.hang_after(5_000)
    sell(till)
    wait_until(lambda: one.hangs, "the fault")
    change = till.program.devices.change

    def exchange():
        change(printer=two.uri if between == "two" else between)
        change(printer=three.uri)

    assert calmest(exchange) < MOST_MS
    assert till.sale.printer == "receipt"
    sell(till)
    one.release()
    wait_until(lambda: receipts_of(till)[-2:] == ["unknown", "printed"], "both receipts")
    assert two.connections == 0, "nobody wants paper there any more"
    assert one.jobs == [one.jobs[0]], "the first drawer's pulse, and nothing that came after"
    wait_until(lambda: len(three.jobs) == 2, "a drawer's pulse and its receipt")


def test_a_printer_that_is_taken_away_takes_what_waits_to_the_next_one(start, printers):
    one, two, _three = printers
    till = start(printer=one.uri)
    till.begin()
    one.paper = "out"
    sell(till)
    wait_until(lambda: receipts_of(till)[-1:] == ["not_sent"], "the fault")
    change = till.program.devices.change
    change(printer="none")
    assert till.sale.printer == ""
    change(printer=two.uri)
    wait_until(lambda: receipts_of(till)[-1:] == ["printed"], "the receipt elsewhere")
    assert one.jobs == []


def names_of_threads():
    ours = ("devices", "printer search", "trials")
    return [thread.name for thread in threading.enumerate() if thread.name.startswith(ours)]


def assert_none_is_left():
    deadline = time.monotonic() + 5
    while names_of_threads() and time.monotonic() < deadline:
        threading.Event().wait(0.02)
    assert names_of_threads() == []


def test_the_window_closes_while_devices_are_asked_tried_and_searched(start, printers):
    one, two, _three = printers
    till = start(printer=one.uri)
    till.sign_in("Mộc")
    till.wait_for_sale()
    till.window.menu.offices["devices"].trigger()
    wait_until(lambda: till.is_on(DevicesScreen), "devices")
    controller = till.program.flow.visiting.visit.controller
    wait_until(lambda: controller.printer.is_well, "an answer")
    one.mute = True
    two.hang_after(1_000)
    controller.printer.write(Draft(two.uri))
    controller.printer.try_out()
    wait_until(lambda: two.hangs, "the fault")

    def ask():
        controller.printer.ask()
        controller.search.stop()
        controller.search.search(NO_NET)

    assert calmest(ask) < MOST_MS
    before = time.monotonic()
    till.close()
    assert time.monotonic() - before < 2
    assert any(name.startswith("devices") for name in names_of_threads()), "something was still under way"
    two.release()
    assert_none_is_left()


def test_a_trial_that_hangs_holds_neither_the_bank_nor_the_window(start, printers):
    one, _two, _three = printers
    till = start(printer=one.uri)
    till.sign_in("Hoa")
    till.wait_for_sale()
    till.window.menu.offices["receipt_design"].trigger()
    wait_until(lambda: till.is_on(DesignScreen), "the design")
    screen = till.window.area.currentWidget()
    wait_until(lambda: not screen.paper.image.isNull(), "the paper")
    one.hang_after(1_000)
    screen.trial.click()
    wait_until(lambda: one.hangs, "the fault")
    assert calmest(screen.checks[Block.MEMBER].click) < MOST_MS
    assert till.program.workers.outside.submit(lambda: "the bank").result(1) == "the bank"
    screen.checks[Block.MEMBER].click()  # another preview is drawn while the window closes
    before = time.monotonic()
    till.close()
    assert time.monotonic() - before < 2
    assert names_of_threads(), "something was still under way"
    one.release()
    assert_none_is_left()
