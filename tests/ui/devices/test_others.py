"""Kitchen printers, scale, sounds and screens among the devices."""

import pytest

from pos_desktop.core.errors import Code, EnvironmentProblem, Rejected, Trouble
from pos_desktop.services.shop.stations import PutStation, StationFacts
from pos_desktop.ui.devices.standing import Asked
from printing.devices.spool import JobState, Outcome, Reason
from printing.devices.status import Condition
from tests.support.little_devices import Told
from tests.support.shop import MANAGER


def words(controller, device):
    return next(row.standing.word for row in controller.view.rows if row.id == device)


def test_each_printer_of_the_kitchen_is_asked_and_tried_once(shop, devices_of):
    for name, printer in (("Bếp", "tcp://10.0.0.7#58mm"), ("Bếp bánh", "tcp://10.0.0.7#58mm"), ("Pha chế", "receipt")):
        shop.desk.stations.put(PutStation(name, StationFacts(name, printer), shop.person(MANAGER).id))
    told = Told(ask=Asked(Condition.COVER_OPEN), try_printer=Outcome(JobState.NOT_SENT, Reason.COVER_OPEN))
    controller, _devices, outside = devices_of(outside=told)
    controller.load()
    (row,) = controller.kitchen.view
    assert (row.stations, words(controller, "kitchen")) == ("Bếp, Bếp bánh", "Nắp đang mở")
    controller.kitchen.try_out(row.uri)
    assert controller.kitchen.view[0].tried.startswith("Chưa in được. Nắp máy in đang mở.")
    ((_ask, (printer,)), (_try, _same)) = outside.calls
    assert (printer.uri, printer.profile.name) == ("tcp://10.0.0.7", "58mm")


@pytest.mark.parametrize(
    ("answer", "word", "told"),
    [
        (1_250, "Sẵn sàng", "Trên cân: 1,25 kg"),
        (Rejected(Code.SCALE_EMPTY), "Sẵn sàng", ""),
        (EnvironmentProblem(Trouble.SCALE_SILENT, device="COM3"), "Mất kết nối", "Cân không trả lời."),
    ],
)
def test_a_scale_is_set_and_weighs(devices_of, answer, word, told):
    controller, devices, outside = devices_of(outside=Told(weigh=answer))
    scale = controller.scale
    scale.weigh()
    assert (outside.calls, words(controller, "scale")) == ([], "Chưa đặt")
    scale.write("can o goc")
    scale.save()
    assert (devices.settings.scales, scale.view.address_error != "") == ("", True)
    scale.write("cas:COM3")
    scale.save()
    assert (devices.settings.scales, words(controller, "scale")) == ("cas:COM3", "Chưa thử")
    scale.weigh()
    assert words(controller, "scale") == word
    assert told in scale.view.told
    assert scale.view.told


def test_the_customers_screen_says_where_it_is(devices_of):
    controller, devices, _outside = devices_of()
    assert words(controller, "customer") == "Chưa đặt"
    controller.choose_customer("HDMI-2")
    devices.customer_trouble = "Mất màn hình khách"
    assert (devices.settings.customer_display, words(controller, "customer")) == ("HDMI-2", "Mất kết nối")
    devices.customer_trouble, devices.customer_is_open = "", True
    assert words(controller, "customer") == "Sẵn sàng"
    devices.customer_is_open = False
    controller.choose_customer("off")
    assert words(controller, "customer") == "Tắt"


def test_sounds_and_sizes_are_kept(devices_of):
    controller, devices, _outside = devices_of()
    controller.change_freely(sounds=False)
    controller.change_freely(scale=150)
    assert (words(controller, "sound"), words(controller, "look")) == ("Tắt", "150 %")
    assert (devices.settings.sounds, devices.settings.scale) == (False, 150)
