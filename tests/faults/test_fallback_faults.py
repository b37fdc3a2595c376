"""What its own printer did not take comes out at the fallback: once, whole, and never what may lie on paper already."""

from contextlib import contextmanager

import pytest

from pos_desktop.documents.receipt import receipt
from pos_desktop.services.office.print_worker import PrintWorker, directly, head_of
from pos_desktop.wording import in_language
from printing.devices.named import Named
from printing.devices.profiles import DEFAULT, PROFILES
from printing.devices.spool import Limits, Reason
from printing.paper import thermal
from printing.virtual.machine import VirtualPrinter

QUICK = Limits(status=0.2, answer=0.2)
CARD = "1 x CÀ PHÊ @ 29000; card 29000"
CASH = "1 x CÀ PHÊ @ 29000; cash 50000"
NARROW = PROFILES["58mm"]


@pytest.fixture
def paper():
    with VirtualPrinter() as printer:
        yield printer


@pytest.fixture
def other():
    with VirtualPrinter() as printer:
        yield printer


@contextmanager
def printing(shop, own, other, **more):
    worker = PrintWorker(
        shop.desk, directly, name="main", uri=own.uri, fallback=Named(other.uri, NARROW), **{"limits": QUICK, **more}
    )
    worker.start()
    try:
        yield worker
    finally:
        assert worker.stop()


def states(shop, sale):
    return {job.kind: (job.state, job.problem) for job in shop.desk.outbox.jobs_of(sale.id)}


def bytes_of(shop, sale, profile=NARROW):
    sales = shop.desk.sales
    head, code, words = head_of(shop.till.shop), sales.receipt_code(sale), in_language("vi")
    return thermal.render(receipt(sale, head, code, words, 0, sales.enclosed(sale)), profile)


def away(paper):
    paper.refuse()


def cover(paper):
    paper.cover_open = True


def out(paper):
    paper.paper = "out"


@pytest.mark.parametrize(
    ("fault", "reason"), [(away, Reason.UNREACHABLE), (cover, Reason.COVER_OPEN), (out, Reason.PAPER_OUT)]
)
def test_what_was_not_taken_comes_out_at_once_on_the_other_paper(shop, paper, other, fault, reason):
    fault(paper)
    sale, heard = shop.sold(CARD, printer="main"), []

    with printing(shop, paper, other, on_state=lambda job, outcome: heard.append(outcome)) as worker:
        assert worker.settle()

    assert paper.jobs == []
    assert states(shop, sale)["receipt"] == ("printed", f"fallback {reason}")
    assert other.jobs == [bytes_of(shop, sale)], "unmarked, for its own width of paper"
    assert [outcome.instead for outcome in heard] == [reason]


@pytest.mark.parametrize("reset", [False, True], ids=["fin", "rst"])
@pytest.mark.parametrize("position", [0, 1, 30_000])
def test_what_may_lie_on_paper_is_never_handed_on(shop, paper, other, position, reset):
    paper.drop_after(position, reset=reset)
    sale = shop.sold(CARD, printer="main")

    with printing(shop, paper, other) as worker:
        assert worker.settle()

    assert paper.drops == 1, "the fault must have fired"
    assert states(shop, sale)["receipt"] == ("unknown", "line_lost")
    assert other.connections == 0


def test_what_the_fallback_lost_is_asked_about(shop, paper, other):
    paper.refuse()
    other.drop_after(5_000)
    sale = shop.sold(CARD, printer="main")

    with printing(shop, paper, other) as worker:
        assert worker.settle()

    assert other.drops == 1, "the fault must have fired"
    assert states(shop, sale)["receipt"] == ("unknown", "fallback unreachable line_lost")
    assert [job.sale_id for job in shop.desk.outbox.in_question()] == [sale.id]


def test_with_both_away_the_job_waits_and_comes_out_at_its_own(shop, paper, other):
    paper.refuse()
    other.refuse()
    sale = shop.sold(CARD, printer="main")
    with printing(shop, paper, other) as worker:
        assert worker.settle()
        assert states(shop, sale)["receipt"] == ("not_sent", "unreachable")
        paper.listen_again()
        shop.on("2026-03-02 09:05")
        assert worker.settle()

    assert states(shop, sale)["receipt"] == ("printed", "")
    assert paper.jobs == [bytes_of(shop, sale, DEFAULT)]
    assert other.connections == 0


def test_the_drawer_stays_with_its_own_printer(shop, paper, other):
    paper.refuse()
    sale = shop.sold(CASH, printer="main")

    with printing(shop, paper, other) as worker:
        assert worker.settle()

    assert states(shop, sale) == {
        "drawer": ("dropped", "unreachable"), "receipt": ("printed", "fallback unreachable"),
    }  # fmt: skip
    assert other.printed().drawer_pulses == []


def test_who_is_away_is_spared_for_half_a_minute_and_then_tried_again(shop, paper, other):
    paper.refuse()
    first = shop.sold(CARD, printer="main")
    with printing(shop, paper, other) as worker:
        assert worker.settle()
        paper.listen_again()
        shop.on("2026-03-02 09:00:20")
        second = shop.sold(CARD, printer="main")
        assert worker.settle()
        assert paper.connections == 0, "not tried before its time"
        shop.on("2026-03-02 09:00:31")
        third = shop.sold(CARD, printer="main")
        assert worker.settle()

    assert len(other.jobs) == 2
    assert paper.jobs == [bytes_of(shop, third, DEFAULT)]
    assert {states(shop, sale)["receipt"][0] for sale in (first, second, third)} == {"printed"}


def test_a_spared_printer_is_tried_when_the_fallback_fails_too(shop, paper, other):
    paper.refuse()
    shop.sold(CARD, printer="main")
    with printing(shop, paper, other) as worker:
        assert worker.settle()
        paper.listen_again()
        other.cover_open = True
        second = shop.sold(CARD, printer="main")
        assert worker.settle()

    assert paper.jobs == [bytes_of(shop, second, DEFAULT)]
    assert states(shop, second)["receipt"] == ("printed", "")


def test_a_clock_that_is_set_back_spares_nobody(shop, paper, other):
    paper.refuse()
    shop.sold(CARD, printer="main")
    with printing(shop, paper, other) as worker:
        assert worker.settle()
        paper.listen_again()
        shop.on("2026-03-02 08:59")
        second = shop.sold(CARD, printer="main")
        assert worker.settle()

    assert states(shop, second)["receipt"] == ("printed", "")


def test_a_fallback_that_is_the_printer_itself_is_none(shop, paper):
    paper.cover_open = True
    sale = shop.sold(CARD, printer="main")

    with printing(shop, paper, paper) as worker:
        assert worker.settle()

    assert states(shop, sale)["receipt"] == ("not_sent", "cover_open")
    assert paper.connections == 1


def test_two_workers_share_a_device(shop, paper, other):
    paper.refuse()
    sales = [shop.sold(CARD, printer="main") for _ in range(3)]
    theirs = [shop.sold(CARD, printer="theirs") for _ in range(3)]
    beside = PrintWorker(shop.desk, directly, name="theirs", uri=other.uri, limits=QUICK)
    with printing(shop, paper, other) as worker:
        beside.start()
        assert worker.settle()
        assert beside.settle()
        assert beside.stop()

    assert sorted(other.jobs) == sorted(
        [bytes_of(shop, sale) for sale in sales] + [bytes_of(shop, sale, DEFAULT) for sale in theirs]
    )
    assert {states(shop, sale)["receipt"][0] for sale in sales + theirs} == {"printed"}
