"""The printer's worker: what it prints, in which order, and what it writes down."""

import logging
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial

import pytest
import zxingcpp

from pos_desktop.core.errors import EnvironmentProblem, Trouble
from pos_desktop.services.office import print_worker
from pos_desktop.services.office.print_worker import PrintWorker, directly, head_of, on
from printing.devices.profiles import PROFILES
from printing.devices.spool import JobState, Limits
from printing.virtual.machine import VirtualPrinter

QUICK = Limits(status=0.2, answer=0.2)
COFFEE = "2 x CÀ PHÊ @ 29000"


@pytest.fixture
def paper():
    with VirtualPrinter() as printer:
        yield printer


@contextmanager
def printing(shop, uri, run=directly, **more):
    worker = PrintWorker(shop.desk, run, name="main", uri=uri, **{"limits": QUICK, **more})
    worker.start()
    try:
        yield worker
    finally:
        assert worker.stop(), "the worker must end"


def states(shop, sale):
    return {job.kind: job.state for job in shop.desk.outbox.jobs_of(sale.id)}


def qr_on(piece):
    return [code.text for code in zxingcpp.read_barcodes(piece.image().convert("L"))]


def test_a_cash_sale_opens_the_drawer_and_prints_its_receipt(shop, paper):
    sale = shop.sold(f"{COFFEE}; cash 100000", printer="main")

    with printing(shop, paper.uri) as worker:
        assert worker.settle()

    printed = paper.printed()
    assert states(shop, sale) == {"drawer": "printed", "receipt": "printed"}
    assert len(printed.drawer_pulses) == 1
    claim = shop.desk.sales.enclosed(sale).claim
    assert [qr_on(piece) for piece in printed.pieces] == [[claim, shop.desk.sales.receipt_code(sale)]]
    assert printed.strange == []
    assert len(paper.jobs[0]) < 20 < len(paper.jobs[1]), "the drawer does not wait for the paper"


def test_a_sale_by_card_leaves_the_drawer_shut(shop, paper):
    sale = shop.sold("1 x CÀ PHÊ @ 29000; card 29000", printer="main")

    with printing(shop, paper.uri) as worker:
        assert worker.settle()

    assert states(shop, sale) == {"receipt": "printed"}
    assert paper.printed().drawer_pulses == []


def test_a_sale_without_a_printer_promises_nothing(shop, paper):
    sale = shop.sold(COFFEE)

    with printing(shop, paper.uri) as worker:
        assert worker.settle()

    assert states(shop, sale) == {}
    assert paper.connections == 0


def test_a_wake_is_enough(shop, paper):
    with printing(shop, paper.uri) as worker:
        assert worker.settle()
        shop.sold(f"{COFFEE}; card 58000", printer="main")
        worker.wake()

        paper.wait_for_jobs(1)


def test_the_receipt_is_in_the_language_of_its_sale(shop, paper):
    jobs = {}
    for language in ("vi", "en"):
        shop.sold("1 x CÀ PHÊ @ 29000; card 29000", printer="main", language=language)
        with printing(shop, paper.uri) as worker:
            assert worker.settle()
        jobs[language] = paper.jobs[-1]

    assert jobs["vi"] != jobs["en"]


def test_narrow_paper_gets_a_narrow_picture(shop, paper):
    shop.sold("1 x CÀ PHÊ @ 29000; card 29000", printer="main")

    with printing(shop, paper.uri, profile=PROFILES["58mm"]) as worker:
        assert worker.settle()

    assert {raster.width for piece in paper.printed().pieces for raster in piece.rasters} == {384}


def test_a_reprint_is_a_marked_copy_without_the_drawer(shop, paper):
    sale = shop.sold(f"{COFFEE}; cash 100000", printer="main")
    with printing(shop, paper.uri) as worker:
        assert worker.settle()
        shop.desk.outbox.reprint(sale.id, "main", "vi", shop.person().id)
        assert worker.settle()

    original, copy = paper.printed().pieces
    assert copy.image().height > original.image().height, "a copy carries its mark"
    assert qr_on(original) == qr_on(copy)
    assert len(paper.printed().drawer_pulses) == 1
    assert [job.state for job in shop.desk.outbox.jobs_of(sale.id)] == ["printed", "printed", "printed"]


def test_every_job_and_outcome_is_told(shop, paper):
    told = []
    paper.paper = "low"
    shop.sold(f"{COFFEE}; cash 100000", printer="main")

    with printing(shop, paper.uri, on_state=lambda job, outcome: told.append((job.kind, outcome))) as worker:
        assert worker.settle()

    assert [(kind, outcome.state, outcome.paper_low) for kind, outcome in told] == [
        ("drawer", JobState.PRINTED, True), ("receipt", JobState.PRINTED, True),
    ]  # fmt: skip


def test_writes_go_through_the_till(shop, paper):
    threads = set()
    mark = shop.desk.outbox.mark

    def spied(*args, **kwargs):
        threads.add(threading.current_thread().name.partition("_")[0])
        mark(*args, **kwargs)

    sale = shop.sold("1 x CÀ PHÊ @ 29000; card 29000", printer="main")
    shop.desk.outbox.mark = spied
    with ThreadPoolExecutor(1, "till") as till, printing(shop, paper.uri, on(till)) as worker:
        assert worker.settle()

    assert threads == {"till"}
    assert states(shop, sale) == {"receipt": "printed"}


def test_what_a_dead_process_was_sending_is_in_question(shop, paper):
    sale = shop.sold("1 x CÀ PHÊ @ 29000; card 29000", printer="main")
    assert shop.desk.outbox.claim("main")

    with printing(shop, paper.uri) as worker:
        assert worker.settle()

    assert states(shop, sale) == {"receipt": "unknown"}
    assert [job.sale_id for job in shop.desk.outbox.in_question()] == [sale.id]
    assert paper.jobs == [], "nothing is printed again unasked"


def test_another_printers_jobs_are_left_alone(shop, paper):
    here = shop.sold("1 x CÀ PHÊ @ 29000; card 29000", printer="main")
    there = shop.sold("1 x CÀ PHÊ @ 29000; card 29000", printer="bar")
    sending = shop.sold("1 x CÀ PHÊ @ 29000; card 29000", printer="kitchen")
    assert shop.desk.outbox.claim("kitchen")

    with printing(shop, paper.uri) as worker:
        assert worker.settle()

    assert [states(shop, sale)["receipt"] for sale in (here, there, sending)] == ["printed", "queued", "sending"]


def test_last_nights_receipts_are_asked_about_not_printed(shop, paper):
    sale = shop.sold("1 x CÀ PHÊ @ 29000; card 29000", printer="main")
    shop.on("2026-03-03")

    with printing(shop, paper.uri) as worker:
        assert worker.settle()

    assert paper.connections == 0
    assert [job.sale_id for job in shop.desk.outbox.in_question()] == [sale.id]


def test_a_drawer_does_not_spring_open_minutes_later(shop, paper):
    sale = shop.sold(f"{COFFEE}; cash 100000", printer="main")
    shop.on("2026-03-02 09:02")

    with printing(shop, paper.uri) as worker:
        assert worker.settle()

    assert states(shop, sale) == {"drawer": "dropped", "receipt": "printed"}
    assert paper.printed().drawer_pulses == []


def test_a_locked_database_delays_the_record_but_does_not_lose_it(shop, paper, monkeypatch):
    monkeypatch.setattr(print_worker, "TROUBLE_SECONDS", 0.01)
    locked, mark = iter(range(3)), shop.desk.outbox.mark

    def sometimes(*args, **kwargs):
        if next(locked, None) is not None:
            raise EnvironmentProblem(Trouble.DATABASE_LOCKED)
        mark(*args, **kwargs)

    sale = shop.sold("1 x CÀ PHÊ @ 29000; card 29000", printer="main")
    shop.desk.outbox.mark = sometimes
    with printing(shop, paper.uri) as worker:
        assert worker.settle()

    assert next(locked, None) is None, "the fault must have fired"
    assert states(shop, sale) == {"receipt": "printed"}
    assert len(paper.jobs) == 1


def test_a_sale_that_cannot_be_read_now_is_printed_later(shop, paper, monkeypatch):
    faults, get = iter(range(1)), shop.desk.sales.get

    def sometimes(sale_id):
        if next(faults, None) is not None:
            raise EnvironmentProblem(Trouble.DATABASE_LOCKED)
        return get(sale_id)

    sale = shop.sold("1 x CÀ PHÊ @ 29000; card 29000", printer="main")
    shop.desk.sales.get = sometimes
    with printing(shop, paper.uri) as worker:
        assert worker.settle()
        assert states(shop, sale) == {"receipt": "not_sent"}
        shop.on("2026-03-02 09:01")
        assert worker.settle()

    assert states(shop, sale) == {"receipt": "printed"}


def test_a_bug_makes_the_job_unknown_and_names_nobody(shop, paper, monkeypatch, caplog):
    def broken(sale, *_):
        raise ValueError(f"cannot print {sale.member_name}")

    monkeypatch.setattr(print_worker, "receipt", broken)
    sale = shop.sold("1 x CÀ PHÊ @ 29000; member Nguyễn Thị Hoa; card 29000", printer="main")
    with caplog.at_level(logging.ERROR), printing(shop, paper.uri) as worker:
        assert worker.settle()

    assert states(shop, sale) == {"receipt": "unknown"}
    assert "ValueError in broken" in caplog.text
    assert "Hoa" not in caplog.text
    caplog.clear()


def test_a_listener_that_fails_costs_no_receipt(shop, paper, caplog):
    def deaf(*_):
        raise RuntimeError

    sales = [shop.sold("1 x CÀ PHÊ @ 29000; card 29000", printer="main") for _ in range(2)]
    with printing(shop, paper.uri, on_state=deaf) as worker:
        assert worker.settle()
        assert worker.settle(), "the worker lives on"

    assert [states(shop, sale)["receipt"] for sale in sales] == ["printed", "printed"]
    assert caplog.text.count("RuntimeError in deaf") == 2
    caplog.clear()


def test_stopping_waits_for_nothing_that_is_still_to_come(shop, paper):
    with printing(shop, paper.uri) as worker:
        assert worker.settle()
    shop.sold("1 x CÀ PHÊ @ 29000; card 29000", printer="main")

    assert not worker.settle(0.05), "a stopped worker prints nothing more"
    assert paper.connections == 0


def test_the_head_of_a_receipt_is_the_shops_own(shop):
    head = head_of(shop.till.shop)

    assert (head.name, head.time_zone) == (shop.till.shop.name, shop.till.shop.time_zone)


@pytest.mark.parametrize("run", [directly, None], ids=["directly", "on a worker"])
def test_running_gives_the_result_or_the_error(run):
    with ThreadPoolExecutor(1) as till:
        run = run or on(till)

        assert run(lambda: 1240) == 1240
        with pytest.raises(KeyError):
            run(partial({}.__getitem__, "nobody"))
