"""A printer that fails in every way we know: the sale stays, its job tells the truth, nothing comes out twice."""

import threading
from contextlib import contextmanager

import pytest

from pos_desktop.documents.receipt import receipt
from pos_desktop.services.office.print_worker import PrintWorker, directly, head_of
from pos_desktop.wording import in_language
from printing.devices.profiles import DEFAULT, PROFILES, profile_of
from printing.devices.spool import Limits
from printing.paper import thermal
from printing.virtual.decoder import Raster
from printing.virtual.machine import VirtualPrinter
from printing.virtual.told import Printed

QUICK = Limits(status=0.2, answer=0.2)
ORDER = "1 x CÀ PHÊ @ 29000; card 29000"
THOUSANDTHS = (0, 1, 100, 500, 900, 999)
TROUBLES = [
    ({"paper": "out"}, "paper_out"),
    ({"cover_open": True}, "cover_open"),
    ({"cutter_error": True}, "cutter_error"),
]


@pytest.fixture
def paper():
    with VirtualPrinter() as printer:
        yield printer


@contextmanager
def printing(shop, paper, **more):
    worker = PrintWorker(shop.desk, directly, name="main", uri=paper.uri, **{"limits": QUICK, **more})
    worker.start()
    try:
        yield worker
    finally:
        assert worker.stop()


def job_of(shop, sale):
    (job,) = shop.desk.outbox.jobs_of(sale.id)
    return job.state, job.problem


def bytes_of(shop, sale, copy=0, profile=DEFAULT):
    sales = shop.desk.sales
    document = receipt(sale, head_of(shop.till.shop), sales.receipt_code(sale), in_language("vi"), copy,
                       sales.enclosed(sale))  # fmt: skip
    return thermal.render(document, profile)


def later(shop, clock="2026-03-02 09:05"):
    """Long enough for every back-off, not for a job to grow old."""
    shop.on(clock)


def test_a_printer_that_is_away_prints_once_when_it_is_back(shop, paper):
    paper.refuse()
    sale = shop.sold(ORDER, printer="main")

    with printing(shop, paper) as worker:
        assert worker.settle()
        assert job_of(shop, sale) == ("not_sent", "unreachable")
        assert paper.connections == 0, "the fault must have fired"
        paper.listen_again()
        later(shop)
        assert worker.settle()
        assert worker.settle()

    assert job_of(shop, sale)[0] == "printed"
    assert paper.jobs == [bytes_of(shop, sale)]


def test_a_failed_job_rests_before_it_is_tried_again(shop, paper):
    paper.refuse()
    sale = shop.sold(ORDER, printer="main")

    with printing(shop, paper) as worker:
        for clock, attempts in (("09:00", 1), ("09:00:01", 1), ("09:00:03", 2), ("09:00:07", 2), ("09:00:09", 3)):
            shop.on(f"2026-03-02 {clock}")
            assert worker.settle()
            assert [job.attempts for job in shop.desk.outbox.jobs_of(sale.id)] == [attempts], clock


@pytest.mark.parametrize("position", THOUSANDTHS)
@pytest.mark.parametrize("reset", [False, True], ids=["fin", "rst"])
def test_a_cut_line_never_counts_as_printed(shop, paper, position, reset):
    sale = shop.sold(ORDER, printer="main")
    paper.drop_after((len(bytes_of(shop, sale)) - 1) * position // 1000, reset=reset)

    with printing(shop, paper) as worker:
        assert worker.settle()
        later(shop)
        assert worker.settle()

    assert paper.drops == 1, "the fault must have fired"
    assert shop.desk.sales.get(sale.id) == sale
    assert job_of(shop, sale)[0] == "unknown"
    assert paper.jobs == [], "what may lie on paper is not printed again unasked"


def test_a_printer_that_stops_reading_is_unknown_within_seconds(shop, paper):
    paper.hang_after(10_000)
    sale = shop.sold(ORDER, printer="main")

    with printing(shop, paper) as worker:
        assert worker.settle()

    assert paper.hangs == 1, "the fault must have fired"
    assert job_of(shop, sale) == ("unknown", "no_answer")
    assert [job.sale_id for job in shop.desk.outbox.in_question()] == [sale.id]


def test_a_printer_that_fell_silent_is_unknown_one_that_never_spoke_is_sent(shop, paper):
    with printing(shop, paper) as worker:
        first = shop.sold(ORDER, printer="main")
        assert worker.settle()
        paper.mute = True
        second = shop.sold(ORDER, printer="main")
        assert worker.settle()
        answers = paper.answers
    with printing(shop, paper) as worker:
        third = shop.sold(ORDER, printer="main")
        assert worker.settle()

    assert paper.answers == answers > 0, "the fault must have fired"
    assert [job_of(shop, sale)[0] for sale in (first, second, third)] == ["printed", "unknown", "sent"]


def test_a_profile_that_does_not_ask_is_sent(shop, paper):
    sale = shop.sold(ORDER, printer="main")

    with printing(shop, paper, profile=PROFILES["mute"]) as worker:
        assert worker.settle()

    assert paper.answers == 0
    assert job_of(shop, sale) == ("sent", "cannot_answer")


@pytest.mark.parametrize(("trouble", "reason"), TROUBLES)
def test_trouble_is_named_and_the_job_waits(shop, paper, trouble, reason):
    well = {name: getattr(paper, name) for name in trouble}
    for name, position in trouble.items():
        setattr(paper, name, position)
    sale = shop.sold(ORDER, printer="main")

    with printing(shop, paper) as worker:
        assert worker.settle()
        assert paper.answers >= 3, "the fault must have fired"
        assert job_of(shop, sale) == ("not_sent", reason)
        assert paper.jobs == []
        for name, position in well.items():
            setattr(paper, name, position)
        later(shop)
        assert worker.settle()

    assert job_of(shop, sale)[0] == "printed"
    assert paper.jobs == [bytes_of(shop, sale)]


def test_paper_that_runs_out_in_the_middle_is_asked_about(shop, paper):
    paper.run_out_after(20_000)
    sale = shop.sold(ORDER, printer="main")

    with printing(shop, paper) as worker:
        assert worker.settle()

    assert paper.run_outs == 1, "the fault must have fired"
    assert job_of(shop, sale)[0] == "unknown"


SLICED = profile_of("80mm;slice=120")
"""A receipt in several pieces, so that trouble may come between them."""


class Failing(VirtualPrinter):
    """Has this trouble from its eighth slice on; what it holds then still leaves it ears."""

    def __init__(self, trouble):
        self.slices, self._trouble = 0, trouble
        super().__init__(tell=self._count)

    def _count(self, told):
        if isinstance(told, Printed) and isinstance(told.event, Raster):
            self.slices += 1
            if self.slices == 8:
                for switch, position in self._trouble.items():
                    setattr(self, switch, position)


@pytest.mark.parametrize(
    ("trouble", "reason", "asb"), [*((*trouble, True) for trouble in TROUBLES), (*TROUBLES[1], False)]
)
def test_trouble_in_the_middle_is_named_and_asked_about(shop, trouble, reason, asb):
    with Failing(trouble) as paper:
        paper.asb = asb
        sale = shop.sold(ORDER, printer="main")
        with printing(shop, paper, profile=SLICED) as worker:
            assert worker.settle()
            assert (paper.slices, paper.packets) == (8, 2 if asb else 0), "the fault must have fired"
            assert job_of(shop, sale) == ("unknown", reason)
            assert paper.jobs == []
            later(shop)
            assert worker.settle()
            assert paper.slices == 8, "nothing is printed again unasked"
            for switch in trouble:
                setattr(paper, switch, "ok" if switch == "paper" else False)
            shop.desk.outbox.reprint(sale.id, "main", "vi", shop.person().id)
            assert worker.settle()

    # With its cover closed a printer may go on with what it still held.
    original, copy = (bytes_of(shop, sale, copy=copy, profile=SLICED) for copy in (0, 1))
    assert paper.jobs in ([copy], [original, copy]), "once without a mark at most, and once marked"


def test_a_slow_printer_prints_once(shop, paper):
    paper.bytes_per_second = 200_000
    sale = shop.sold(ORDER, printer="main")

    with printing(shop, paper) as worker:
        assert worker.settle()

    assert job_of(shop, sale) == ("printed", "")
    assert paper.jobs == [bytes_of(shop, sale)]


@pytest.mark.parametrize("noise", ["garbage", "flood"])
def test_noise_is_no_answer(shop, paper, noise):
    setattr(paper, noise, b"\xff\x00\xff\x13" if noise == "garbage" else True)
    sale = shop.sold(ORDER, printer="main")

    with printing(shop, paper) as worker:
        assert worker.settle()

    assert paper.garbled + paper.floods > 0, "the fault must have fired"
    assert job_of(shop, sale)[0] in ("sent", "unknown")


def test_after_a_dead_printer_the_cashier_gets_a_marked_copy(shop, paper):
    paper.drop_after(40_000)
    sale = shop.sold(ORDER, printer="main")
    with printing(shop, paper) as worker:
        assert worker.settle()
        assert paper.drops == 1, "the fault must have fired"
        shop.desk.outbox.reprint(sale.id, "main", "vi", shop.person().id)
        assert worker.settle()

    assert [job.state for job in shop.desk.outbox.jobs_of(sale.id)] == ["dropped", "printed"]
    assert paper.jobs == [bytes_of(shop, sale, copy=1)]


def test_a_late_pulse_is_dropped_not_repeated(shop, paper):
    paper.refuse()
    sale = shop.sold("1 x CÀ PHÊ @ 29000; cash 50000", printer="main")
    with printing(shop, paper) as worker:
        assert worker.settle()
        paper.listen_again()
        later(shop)
        assert worker.settle()

    assert {job.kind: job.state for job in shop.desk.outbox.jobs_of(sale.id)} == {
        "drawer": "dropped", "receipt": "printed",
    }  # fmt: skip
    assert paper.printed().drawer_pulses == []


def test_a_dead_printer_slows_no_sale(shop, paper):
    paper.hang_after(0)
    given_up = threading.Event()
    with printing(shop, paper, on_state=lambda *_: given_up.set()) as worker:
        sales = [shop.sold(ORDER, printer="main") for _ in range(5)]
        worker.wake()
        sales += [shop.sold(ORDER, printer="main") for _ in range(5)]
        assert not given_up.is_set(), "all are sold before the printer is given up"
        assert given_up.wait(10)

    assert paper.hangs == 1, "the fault must have fired"
    assert len({sale.number for sale in sales}) == 10
    assert shop.books().tie
