"""The receipt printer's page: how the printer is, what is typed, tried and kept, and who may keep it."""

from dataclasses import replace

import pytest

from pos_desktop.ui.devices.draft import Draft, draft_of
from pos_desktop.ui.devices.standing import Asked, Light
from printing.devices.discovery import Found
from printing.devices.profiles import Letters
from printing.devices.spool import JobState, Outcome, Reason
from printing.devices.status import Condition
from tests.support.little_devices import Told
from tests.support.shop import CASHIER

URI = "tcp://10.0.0.7"


@pytest.mark.parametrize(
    ("asked", "word", "light"),
    [
        (Asked(Condition.READY), "Sẵn sàng", Light.GOOD),
        (Asked(Condition.NEAR_END), "Sắp hết giấy", Light.WARN),
        (Asked(Condition.PAPER_OUT), "Hết giấy", Light.BAD),
        (Asked(Condition.COVER_OPEN), "Nắp đang mở", Light.BAD),
        (Asked(Condition.CUTTER_ERROR), "Dao cắt bị kẹt", Light.BAD),
        (Asked(Condition.UNKNOWN), "Không rõ", Light.WARN),
        (Asked(reason=Reason.UNREACHABLE), "Mất kết nối", Light.BAD),
        (Asked(reason=Reason.LINE_LOST), "Mất kết nối", Light.BAD),
    ],
)
def test_what_a_printer_says_is_a_word_and_what_to_do(devices_of, asked, word, light):
    controller, _devices, _outside = devices_of(printer=URI, outside=Told(ask=asked))
    assert controller.printer.standing.word == "Đang hỏi…"
    controller.load()
    standing = controller.printer.standing
    assert (standing.word, standing.light) == (word, light)
    assert bool(standing.advice) is (word != "Sẵn sàng")
    drawer = next(row.standing for row in controller.view.rows if row.id == "drawer")
    assert drawer.word == ("Sẵn sàng" if light is Light.GOOD or word == "Sắp hết giấy" else word)


def test_a_till_without_a_printer_asks_none(devices_of):
    controller, _devices, outside = devices_of()
    controller.load()
    assert (controller.printer.standing.word, outside.calls) == ("Chưa đặt", [])


def test_an_answer_about_the_printer_before_is_not_told_of_this_one(devices_of):
    controller, devices, _outside = devices_of(printer=URI)
    late = []
    controller.printer._far = type("Late", (), {"run": lambda _self, *_args, then: late.append(then)})()
    controller.printer.ask()
    devices.change(printer="tcp://10.0.0.8")
    controller.printer.ask()
    late[1](Asked(Condition.PAPER_OUT))
    late[0](Asked(Condition.READY))
    assert controller.printer.standing.word == "Hết giấy"


def test_everything_of_a_printer_is_kept_as_two_lines(devices_of):
    controller, devices, _outside = devices_of()
    page = controller.printer
    page.write(replace(page.view.draft, uri=" tcp://10.0.0.7 ", fallback="usb://04b8:0202#58mm"))
    page.write(page.view.draft.on("58mm").having(drawer_pin=5, letters=Letters.TCVN, native_qr=True))
    for field, by in (("density", -1), ("buzzer", 2), ("page", 3)):
        page.write(page.view.draft.step(field, by))
    assert page.is_changed
    page.save()
    kept = devices.settings
    assert (kept.printer, kept.fallback) == (URI, "usb://04b8:0202#58mm")
    assert kept.profile == "58mm;pin=5;density=-1;buzzer=2;letters=tcvn;page=33;qr=yes"
    assert draft_of(kept.printer, kept.profile, kept.fallback) == page.view.draft
    assert not page.is_changed


def test_what_is_no_address_is_told_where_it_stands(devices_of):
    controller, devices, outside = devices_of(printer=URI)
    page = controller.printer
    page.write(replace(page.view.draft, uri="may in", fallback="tcp://10.0.0.8#giay"))
    page.try_out()
    assert ("may in" in page.view.uri_error, "giay" in page.view.fallback_error) == (True, True)
    page.save()
    assert (devices.settings.printer, outside.calls) == (URI, [])


@pytest.mark.parametrize(
    ("outcome", "words"),
    [
        (Outcome(JobState.PRINTED), "Máy in báo đã in xong."),
        (Outcome(JobState.SENT, Reason.NO_ANSWER), "Đã gửi tới máy in. Máy in nhận rồi im lặng."),
        (Outcome(JobState.NOT_SENT, Reason.PAPER_OUT), "Chưa in được. Máy in hết giấy."),
        (Outcome(JobState.UNKNOWN, Reason.LINE_LOST), "Có thể chưa in xong. Mất kết nối với máy in giữa chừng."),
    ],
)
def test_a_trial_says_what_became_of_it(devices_of, outcome, words):
    controller, _devices, outside = devices_of(outside=Told(try_printer=outcome))
    controller.printer.try_out()
    assert outside.calls == []  # nowhere to print
    controller.printer.write(Draft(URI))
    controller.printer.try_out()
    assert controller.printer.view.tried.startswith(words)
    assert [name for name, _args in outside.calls] == ["try_printer"]


def test_a_cashier_asks_and_tries_but_changes_nothing(devices_of):
    controller, devices, outside = devices_of(role=CASHIER, printer=URI)
    controller.load()
    page = controller.printer
    page.write(Draft("tcp://10.0.0.9"))
    page.save()
    page.try_out()
    controller.choose_customer("off")
    controller.scanner.choose_way(True)
    controller.scanner.set_pause(True)
    controller.scale.write("cas:COM3")
    controller.scale.save()
    assert controller.view.note
    assert (devices.settings.printer, devices.settings.customer_display, devices.settings.scales) == (URI, "auto", "")
    assert {name for name, _args in outside.calls} == {"ask", "try_printer"}
    controller.change_freely(volume=50)
    assert devices.settings.volume == 50


def test_a_printer_is_found_and_taken(devices_of):
    plugged = [Found("usb://04b8:0202", "Xprinter", "usb")]
    near = [Found("tcp://10.0.0.9", "10.0.0.9", "network", Condition.UNKNOWN)]
    controller, _devices, outside = devices_of(outside=Told(plugged=plugged, search=near))
    search = controller.search
    search.open(for_fallback=True)
    search.search("nhà bên")
    assert search.view.error
    search.search("10.0.0.1-20")
    assert [row.detail for row in search.view.rows] == [
        "Cắm USB · usb://04b8:0202", "Trong mạng · tcp://10.0.0.9 · Không rõ",
    ]  # fmt: skip
    assert (search.view.error, search.view.progress) == ("", None)
    search.choose("tcp://10.0.0.9")
    assert controller.printer.view.draft.fallback == "tcp://10.0.0.9"
    assert [name for name, _args in outside.calls] == ["plugged", "search"]
