"""A till killed in the middle of a print: each receipt comes out once, or is asked about and comes out as a copy."""

import os
import signal
from collections import Counter
from functools import partial

import pytest

from pos_desktop.documents.receipt import receipt
from pos_desktop.services.office.print_worker import FALLBACK, PrintWorker, head_of
from pos_desktop.wording import in_language
from printing.devices.named import Named
from printing.devices.profiles import DEFAULT
from printing.paper import thermal
from printing.virtual.machine import VirtualPrinter
from printing.virtual.told import Ended
from tests.support.forked import Child, needs_fork
from tests.support.shop import Shop, copy_of

pytestmark = [needs_fork, pytest.mark.crash]

ORDER = "1 x CÀ PHÊ @ 29000; cash 50000"
RECEIPT_BYTES = 60_000
"""About what the order's receipt takes; every limit below lies inside it."""

CALLS = 8
"""What the worker asks of the till for one cash sale: recover, claim, mark, claim, read, mark, claim, due."""


SPOOL = 40
CARD = "1 x CÀ PHÊ @ 29000; card 29000"
WAITING = "waiting"
DEAD = "tcp://127.0.0.1:1"


class Dying:
    """Runs the worker's calls and pulls the plug at the one of this number, before or after it is done."""

    def __init__(self, call, *, before):
        self._left, self._before = call, before

    def __call__(self, work):
        self._left -= 1
        if self._left == 0 and self._before:
            os.kill(os.getpid(), signal.SIGKILL)
        answer = work()
        if self._left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return answer


def plans(rounds):
    """Where each life ends: at a byte of a print, or at a call."""
    for number in range(rounds):
        if number % 2:
            yield "call", 1 + number // 2 % CALLS, number // 2 // CALLS % 2 == 0
        else:
            yield "byte", RECEIPT_BYTES * (number // 2) // (rounds // 2 + 1), False


def life(folder, uri, number, run, say, *, order=ORDER, waiting=1, fallback=None):
    """One start of the till: the cashier answers for the life before, sells until so many wait; then it prints."""
    shop = Shop(folder, seed=1000 + number)
    shop.desk.outbox.recover("main")
    for job in shop.desk.outbox.in_question():
        shop.desk.outbox.reprint(job.sale_id, "main", "vi", shop.person().id)
    for _ in range(max(waiting - shop.desk.outbox.waiting(), waiting == 1)):
        say(shop.sold(order, printer="main").id)
    if waiting > 1:
        say(f"{WAITING} {shop.desk.outbox.waiting()}")
    worker = PrintWorker(shop.desk, run, name="main", uri=uri, fallback=fallback)
    worker.start()
    settled = worker.settle()
    worker.stop()
    shop.close()
    return settled


def lived(folder, paper, number, plan):
    """Start a till that ends as the plan says; what it acknowledged, and whether it was killed."""
    kind, at, before = plan
    run = Dying(at if kind == "call" else 0, before=before)
    child = Child(lambda say: life(folder, paper.uri, number, run, say))
    if kind == "byte":
        paper.call_after(at, child.kill)  # long before it has opened its shop
    acknowledged, ended = child.end()
    return acknowledged, ended.was_killed


def papers(shop, sale, jobs):
    """The bytes of the receipt and of each of its copies."""
    sales = shop.desk.sales
    head, code, words = head_of(shop.till.shop), sales.receipt_code(sale), in_language("vi")
    with_it = sales.enclosed(sale)
    return [thermal.render(receipt(sale, head, code, words, copy, with_it), DEFAULT) for copy in range(jobs)]


def test_a_killed_till_prints_every_receipt_once_or_asks(template, tmp_path, full):
    thermal.drawer_pulse(DEFAULT)  # loads what every child needs
    folder, rounds = copy_of(template, tmp_path / "shop"), 50 if full else 16
    kills, acknowledged = 0, []
    with VirtualPrinter() as paper:
        for number, plan in enumerate(plans(rounds)):
            torn = len(paper.torn)
            said, was_killed = lived(folder, paper, number, plan)
            assert plan[0] != "byte" or len(paper.torn) > torn, "killed in the middle of a paper"
            kills += was_killed
            acknowledged += said
            assert was_killed, f"the fault must have fired: {plan}"
        said, was_killed = lived(folder, paper, rounds, ("call", 0, False))
        assert not was_killed
    shop = Shop(folder)

    sold = [row[0] for row in shop.rows("SELECT id FROM sale ORDER BY number")]
    assert set(acknowledged + said) <= set(sold)
    asked = _check_papers(shop, Counter(paper.jobs), sold)
    assert kills == rounds
    assert asked > rounds // 4, "kills must have fallen into prints"
    assert len(paper.printed().drawer_pulses) <= len(sold)
    assert shop.books().tie
    shop.close()


class Fuse(VirtualPrinter):
    """Pulls the plug at a byte of the job after so many whole ones."""

    def __init__(self):
        self._whole, self._blow = 0, None
        super().__init__(tell=self._count)

    def light(self, jobs, at_byte, blow):
        self._whole, self._blow = jobs, partial(self.call_after, at_byte, blow)
        self._ready()

    def _count(self, told):
        if isinstance(told, Ended) and told.whole and self._blow:
            self._whole -= 1
            self._ready()

    def _ready(self):
        if self._whole <= 0 and self._blow:
            self._blow()
            self._blow = None


def ends(rounds):
    """Where the lives of a long spool end: at a byte or a call of its first, second or third receipt."""
    for number in range(rounds):
        jobs = number % 3
        if number % 2:
            yield "call", 2 + 4 * jobs + number // 2 % 4, bool(number // 6 % 2)
        else:
            yield "byte", (jobs, RECEIPT_BYTES * number // rounds), False


def lived_with_a_spool(folder, paper, number, end):
    """One life with forty receipts in the spool; every third one has only its fallback to print at."""
    kind, at, before = end
    uri, fallback = (DEAD, Named(paper.uri)) if number % 3 == 2 else (paper.uri, None)
    run = Dying(at if kind == "call" else 0, before=before)
    child = Child(
        lambda say: life(folder, uri, number, run, say, order=CARD, waiting=SPOOL if kind else 2, fallback=fallback)
    )
    if kind == "byte":
        paper.light(*at, child.kill)
    said, ended = child.end()
    return [line for line in said if not line.startswith(WAITING)], f"{WAITING} {SPOOL}" in said, ended.was_killed


def test_forty_receipts_in_the_spool_outlive_every_kill(template, tmp_path, full):
    thermal.drawer_pulse(DEFAULT)
    folder, rounds = copy_of(template, tmp_path / "shop"), 60 if full else 9
    acknowledged, torn_at_fallback = [], 0
    with Fuse() as paper:
        for number, end in enumerate(ends(rounds)):
            torn = len(paper.torn)
            said, was_full, was_killed = lived_with_a_spool(folder, paper, number, end)
            acknowledged += said
            if end[0] == "byte":
                assert len(paper.torn) > torn, "killed in the middle of a paper"
                torn_at_fallback += number % 3 == 2
            assert was_full, "forty waited when it began to print"
            assert was_killed, f"the fault must have fired: {end}"
        said, _was_full, was_killed = lived_with_a_spool(folder, paper, rounds, ("", 0, False))
        assert not was_killed
    shop = Shop(folder)

    sold = [row[0] for row in shop.rows("SELECT id FROM sale ORDER BY number")]
    assert set(acknowledged + said) <= set(sold)
    assert len(sold) >= SPOOL
    assert torn_at_fallback, "a kill must have fallen into a print at the fallback"
    asked = _check_papers(shop, Counter(paper.jobs), sold)
    assert asked > rounds // 2, "kills must have fallen into prints"
    assert any(job.problem.startswith(FALLBACK) for sale in sold for job in shop.desk.outbox.jobs_of(sale))
    shop.close()


def _check_papers(shop, printed, sold):
    """Every sale is on paper; unmarked at most once, each copy at most once. Gives how many were asked about."""
    asked = 0
    for sale_id in sold:
        jobs = [job for job in shop.desk.outbox.jobs_of(sale_id) if job.kind == "receipt"]
        counts = [printed[paper] for paper in papers(shop, shop.desk.sales.get(sale_id), len(jobs))]
        assert max(counts) <= 1, "nothing comes out twice with the same mark"
        assert sum(counts) >= 1, "every receipt came out in the end"
        assert jobs[-1].state == "printed"
        assert {job.state for job in jobs[:-1]} <= {"dropped"}
        assert len(jobs) == 1 or jobs[0].attempts == 1
        asked += len(jobs) - 1
    return asked
