"""The printers of the kitchen beside the window: one worker each, told in the top bar, asked about when in doubt."""

from types import SimpleNamespace

import pytest
from PySide6.QtCore import QObject, Signal

from pos_desktop.app.kitchen_printers import KitchenPrinters
from pos_desktop.services.office.outbox import SlipOf
from pos_desktop.services.selling.kitchen import Send
from pos_desktop.services.shop.stations import RECEIPT_PRINTER, PutStation, StationFacts
from pos_desktop.ui.ops import InlineOps
from printing.devices.spool import JobState, Outcome, Reason
from tests.support.shop import CASHIER, OWNER

BAR, OVEN = "tcp://127.0.0.1:9", "tcp://127.0.0.1:10"


class Room(QObject):
    """The kitchen's printers with everything around them that is not asked here."""

    troubled = Signal()

    def __init__(self, shop) -> None:
        super().__init__()
        self.shop, self.said, self.started, self.dropped, self.later = shop, [], [], [], []
        window = SimpleNamespace(toast=lambda view, act=None: self.said.append((view.text, act)))
        self.workers = SimpleNamespace(
            is_stopped=False, till=None, reports=SimpleNamespace(submit=self._at_once), wake_printers=lambda: None,
            add_printer=lambda worker: self.started.append(worker._name), drop_printer=self.dropped.append,
        )  # fmt: skip
        self.ops = InlineOps()
        self.printers = KitchenPrinters(window, shop.desk, self.ops, self.workers, profile="80mm", parent=self)

    def _at_once(self, work, *args):
        done = SimpleNamespace(result=lambda: work(*args), cancelled=lambda: False, exception=lambda: None)
        done.add_done_callback = lambda told: self.later.append(lambda: told(done))
        return done

    def end(self):
        """The workers that are to end do so, or their patience does."""
        while self.later:
            self.later.pop(0)()

    def put(self, name, printer, item=None, station=""):
        facts = StationFacts(name, printer, items=(item,) if item else ())
        command = PutStation(self.shop.till.ids(), facts, self.shop.person(OWNER).id, station)
        self.ops.run(self.shop.desk.stations.put, command)
        return self.shop.desk.stations.layout().stations[-1].id

    def hear(self, printer, state, reason=Reason.NONE):
        job = SimpleNamespace(printer=printer, kind="slip", sale_id="kitchen:x")
        self.printers._hear(job, Outcome(state, reason))


@pytest.fixture
def room(qapp, shop):
    made = Room(shop)
    yield made
    made.workers.is_stopped = True
    made.deleteLater()


def test_each_printer_has_one_worker_however_many_stations_print_there(room):
    bar = room.put("Pha chế", BAR)
    room.put("Đồ uống nóng", BAR)
    room.put("Bếp bánh", OVEN)
    room.put("Quầy", RECEIPT_PRINTER)
    room.put("Bếp nguội", "")
    assert room.started == [BAR, OVEN]
    room.put("Pha chế", OVEN, station=bar)
    room.put("Đồ uống nóng", "", station=room.shop.desk.stations.layout().stations[1].id)
    room.end()
    assert [worker._name for worker in room.dropped] == [BAR]


def test_a_silent_printer_is_named_until_it_answers(room):
    told = []
    room.put("Pha chế", BAR)
    room.printers.troubled.connect(lambda: told.append(room.printers.trouble))
    for _job in range(3):
        room.hear(BAR, JobState.NOT_SENT, Reason.UNREACHABLE)
    room.hear(BAR, JobState.PRINTED)
    assert told == ["Máy in bếp không phản hồi: Pha chế", ""]
    assert len(room.said) == 1  # told once, and nothing waits for an answer


def test_a_ticket_that_may_be_lost_is_asked_about_and_comes_as_a_copy(room):
    shop = room.shop
    room.put("Pha chế", BAR, item=shop.order("1 x TRÀ @ 10000").lines[0].item_id)
    shop.desk.kitchen.send(Send("send", shop.order("1 x TRÀ @ 10000"), shop.person().id))
    assert shop.desk.outbox.claim(BAR)
    assert shop.desk.outbox.recover(BAR) == 1, "the fault must have fired"
    room.printers.begin(shop.person(CASHIER))
    ((text, act),) = room.said
    assert text == "Phiếu bếp K1-1 có thể chưa in xong."
    act()
    (card,) = shop.desk.kitchen.display().waiting
    jobs = shop.desk.outbox.jobs_of(SlipOf.KITCHEN.subject(card.id))
    assert [(job.copy, job.state) for job in jobs] == [(0, "dropped"), (1, "queued")]


def test_what_was_made_meanwhile_is_not_asked_about(room):
    shop = room.shop
    room.put("Pha chế", BAR, item=shop.order("1 x TRÀ @ 10000").lines[0].item_id)
    shop.desk.kitchen.send(Send("send", shop.order("1 x TRÀ @ 10000"), shop.person().id))
    shop.desk.kitchen.bump(shop.desk.kitchen.display().waiting[0].id)
    shop.on("2026-03-02 10:00")
    room.printers.begin(shop.person(CASHIER))
    assert room.said == []


def test_a_copy_comes_out_where_the_station_prints_by_now(room):
    shop = room.shop
    tea = shop.order("1 x TRÀ @ 10000").lines[0].item_id
    bar = room.put("Pha chế", BAR, item=tea)
    shop.desk.kitchen.send(Send("send", shop.order("1 x TRÀ @ 10000"), shop.person().id))
    job = shop.desk.outbox.claim(BAR)
    room.put("Pha chế", OVEN, item=tea, station=bar)
    shop.desk.outbox.mark(job.id, "unknown")
    room.printers.begin(shop.person(CASHIER))
    ((_text, act),) = room.said
    act()
    copy = shop.desk.outbox.jobs_of(job.sale_id)[-1]
    assert (copy.printer, copy.copy, copy.state) == (OVEN, 1, "queued")


def test_a_printer_that_comes_back_waits_for_the_worker_that_still_has_it(room, qtbot):
    bar = room.put("Pha chế", BAR)
    room.put("Pha chế", "", station=bar)
    room.put("Pha chế", BAR, station=bar)
    assert room.started == [BAR], "two would send at once"
    room.end()
    qtbot.waitUntil(lambda: room.started == [BAR, BAR])


def test_another_usual_paper_begins_every_printer_anew(room, qtbot):
    room.put("Pha chế", BAR)
    room.put("Bếp bánh", OVEN)
    room.printers.assume("58mm", "")
    assert room.started == [BAR, OVEN]
    room.end()
    qtbot.waitUntil(lambda: room.started == [BAR, OVEN, BAR, OVEN])
    assert [worker._name for worker in room.dropped] == [BAR, OVEN]
