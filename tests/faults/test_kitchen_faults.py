"""A kitchen whose printers fail and whose till dies: no ticket is lost or comes out twice unmarked, receipts go on."""

from contextlib import ExitStack, contextmanager
from dataclasses import replace

import pytest

from pos_desktop.services.office.outbox import SlipOf
from pos_desktop.services.office.print_worker import PrintWorker, directly, head_of
from pos_desktop.services.office.slips import slip_of
from pos_desktop.services.selling.kitchen import Send
from pos_desktop.services.shop.stations import PutStation, StationFacts
from pos_desktop.wording import in_language
from printing.devices.named import Named
from printing.devices.profiles import DEFAULT
from printing.devices.spool import Limits
from printing.paper import thermal
from printing.virtual.machine import VirtualPrinter
from tests.support.shop import OWNER

QUICK = Limits(status=0.2, answer=0.2)
ORDER = "1 x TRÀ @ 10000; 1 x BÁNH @ 20000; card 30000"


@pytest.fixture
def papers():
    """The printers of the counter, the bar and the oven."""
    with ExitStack() as stack:
        yield tuple(stack.enter_context(VirtualPrinter()) for _station in range(3))


@pytest.fixture
def kitchen(shop, papers):
    """A shop whose bar and oven have a printer each."""
    goods = [line.item_id for line in shop.order(ORDER).lines]
    for name, item, paper in zip(("Pha chế", "Bếp bánh"), goods, papers[1:], strict=True):
        facts = StationFacts(name, paper.uri, items=(item,))
        shop.desk.stations.put(PutStation(shop.till.ids(), facts, shop.person(OWNER).id))
    return shop


@contextmanager
def printing(shop, name, paper, fallback=None):
    worker = PrintWorker(shop.desk, directly, name=name, uri=paper.uri, limits=QUICK, fallback=fallback)
    worker.start()
    try:
        yield worker
    finally:
        assert worker.stop()


def tickets(shop):
    return [card.id for card in shop.desk.kitchen.display().waiting]


def job_of(shop, ticket, copy=0):
    return shop.desk.outbox.jobs_of(SlipOf.KITCHEN.subject(ticket))[copy]


def bytes_of(shop, ticket, copy=0, *, is_elsewhere=False):
    document = slip_of(
        shop.desk, SlipOf.KITCHEN.subject(ticket), head_of(shop.till.shop), in_language("vi"), copy,
        is_elsewhere=is_elsewhere,
    )  # fmt: skip
    return thermal.render(document, DEFAULT)


def test_a_dead_printer_of_one_station_holds_nobody_else(kitchen, papers):
    counter, bar, oven = papers
    bar.refuse()
    sale = kitchen.sold(ORDER, printer="receipt")
    at_bar, at_oven = tickets(kitchen)
    with (
        printing(kitchen, bar.uri, bar) as dead, printing(kitchen, oven.uri, oven) as alive,
        printing(kitchen, "receipt", counter) as receipts,
    ):  # fmt: skip
        assert dead.settle()
        assert alive.settle()
        assert receipts.settle()
        assert job_of(kitchen, at_bar).state == "not_sent", "the fault must have fired"
        assert (len(counter.jobs), oven.jobs) == (1, [bytes_of(kitchen, at_oven)])
        bar.listen_again()
        kitchen.on("2026-03-02 09:05")
        for _twice in range(2):
            assert dead.settle()
    assert bar.jobs == [bytes_of(kitchen, at_bar)]
    assert [job.state for job in kitchen.desk.outbox.jobs_of(sale.id)] == ["printed"]


def test_a_till_that_died_before_it_printed_prints_once(kitchen, papers):
    _counter, bar, _oven = papers
    order = kitchen.order("2 x TRÀ @ 10000")
    told = kitchen.desk.kitchen.send(Send("send-1", order, kitchen.person().id))
    kitchen.reopen()  # the answer never came
    assert kitchen.desk.kitchen.send(Send("send-1", order, kitchen.person().id)).is_repeat
    (ticket,) = tickets(kitchen)
    with printing(kitchen, bar.uri, bar) as worker:
        assert worker.settle()
        assert worker.settle()
    assert bar.jobs == [bytes_of(kitchen, ticket)]
    assert told.tickets == 1


def test_a_till_that_died_while_it_printed_asks_and_marks_the_copy(kitchen, papers):
    _counter, bar, _oven = papers
    kitchen.desk.kitchen.send(Send("send-1", kitchen.order("2 x TRÀ @ 10000"), kitchen.person().id))
    (ticket,) = tickets(kitchen)
    assert kitchen.desk.outbox.claim(bar.uri)
    kitchen.reopen()
    with printing(kitchen, bar.uri, bar) as worker:
        assert worker.settle()
        assert job_of(kitchen, ticket).state == "unknown", "the fault must have fired"
        assert bar.jobs == []
        (lost,) = kitchen.desk.outbox.in_question()
        kitchen.desk.outbox.reprint_slip(lost.sale_id, lost.printer, "vi", kitchen.person().id)
        assert worker.settle()
    assert bar.jobs == [bytes_of(kitchen, ticket, copy=1)]
    assert bar.jobs != [bytes_of(kitchen, ticket)]


def test_last_nights_tickets_do_not_come_out_in_the_morning(kitchen, papers):
    _counter, bar, _oven = papers
    kitchen.desk.kitchen.send(Send("send-1", kitchen.order("2 x TRÀ @ 10000"), kitchen.person().id))
    kitchen.on("2026-03-03 06:00")
    with printing(kitchen, bar.uri, bar) as worker:
        assert worker.settle()
    assert bar.jobs == []
    assert [job.printer for job in kitchen.desk.outbox.in_question()] == [bar.uri]


def test_a_ticket_at_another_printer_says_so_and_a_dead_station_holds_nobody(kitchen, papers):
    _counter, bar, oven = papers
    bar.refuse()
    kitchen.sold(ORDER, printer="receipt")
    at_bar, at_oven = tickets(kitchen)
    with printing(kitchen, bar.uri, bar, Named(oven.uri)) as dead, printing(kitchen, oven.uri, oven) as alive:
        assert dead.settle()
        assert alive.settle()

    assert job_of(kitchen, at_bar).problem == "fallback unreachable", "the fault must have fired"
    assert sorted(oven.jobs) == sorted([bytes_of(kitchen, at_bar, is_elsewhere=True), bytes_of(kitchen, at_oven)])
    assert bytes_of(kitchen, at_bar, is_elsewhere=True) != bytes_of(kitchen, at_bar)


def moved(shop, ticket, uri):
    """The ticket's station prints elsewhere from now on."""
    card = shop.desk.kitchen.ticket(ticket)
    facts = replace(shop.desk.stations.layout().facts(card.station_id), printer=uri)
    shop.desk.stations.put(PutStation(shop.till.ids(), facts, shop.person(OWNER).id, card.station_id))


@pytest.mark.parametrize("profile", ["", "#58mm"], ids=["printer", "profile"])
def test_what_waits_follows_its_station_to_another_printer(kitchen, papers, profile):
    counter, bar, _oven = papers
    bar.refuse()
    kitchen.sold(ORDER, printer="receipt")
    at_bar, at_oven = tickets(kitchen)
    with printing(kitchen, bar.uri, bar) as dead:
        assert dead.settle()
    assert job_of(kitchen, at_bar).state == "not_sent", "the fault must have fired"
    there = bar if profile else counter
    moved(kitchen, at_bar, there.uri + profile)
    if profile:
        bar.listen_again()
    kitchen.on("2026-03-02 09:05")
    with printing(kitchen, there.uri + profile, there) as worker:
        assert worker.settle()
    assert there.jobs == [bytes_of(kitchen, at_bar)]
    assert job_of(kitchen, at_oven).state == "queued", "another station's ticket stays"


def test_a_ticket_in_doubt_is_asked_about_where_its_station_prints_now(kitchen, papers):
    counter, bar, _oven = papers
    kitchen.sold(ORDER, printer="receipt")
    at_bar, _at_oven = tickets(kitchen)
    assert kitchen.desk.outbox.claim(bar.uri)
    moved(kitchen, at_bar, counter.uri)
    assert job_of(kitchen, at_bar).printer == bar.uri, "what is being sent ends where it began"
    assert kitchen.desk.outbox.recover(bar.uri) == 1, "the fault must have fired"
    moved(kitchen, at_bar, bar.uri)
    moved(kitchen, at_bar, counter.uri)
    assert [job.printer for job in kitchen.desk.outbox.in_question()] == [counter.uri]


@pytest.mark.parametrize("nowhere", ["", "none", "none#58mm"])
def test_where_a_station_prints_no_more_nothing_waits(kitchen, papers, nowhere):
    kitchen.sold(ORDER, printer="receipt")
    at_bar, at_oven = tickets(kitchen)
    moved(kitchen, at_bar, nowhere)
    assert [job_of(kitchen, ticket).state for ticket in (at_bar, at_oven)] == ["dropped", "queued"]
    told = kitchen.desk.kitchen.send(Send("send-1", kitchen.order("2 x TRÀ @ 10000"), kitchen.person().id))
    assert told.tickets == 1
    assert kitchen.desk.outbox.jobs_of(SlipOf.KITCHEN.subject(tickets(kitchen)[-1])) == [], "no job that nobody takes"


def test_a_printer_that_hangs_holds_neither_the_printer_that_stands_in_for_it_nor_its_queue(kitchen, papers):
    counter, bar, _oven = papers
    bar.hang_after(0)
    kitchen.sold(ORDER, printer="receipt")
    at_bar, _at_oven = tickets(kitchen)
    bar_worker = PrintWorker(kitchen.desk, directly, name=bar.uri, uri=bar.uri, fallback=Named(counter.uri))
    bar_worker.start()
    with printing(kitchen, "receipt", counter) as receipts:
        assert receipts.settle(1)
        assert job_of(kitchen, at_bar).state == "sending", "the fault must have fired, and lasted"
        assert len(counter.jobs) == 1
    bar.release()
    assert bar_worker.stop()
    assert job_of(kitchen, at_bar).state == "unknown", "what may lie there is not handed on"
    assert len(counter.jobs) == 1
