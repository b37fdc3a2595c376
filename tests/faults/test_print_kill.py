"""A till killed in the middle of a print: each receipt comes out once, or is asked about and comes out as a copy."""

import os
import signal
from collections import Counter

import pytest

from pos_desktop.documents.receipt import receipt
from pos_desktop.services.office.print_worker import PrintWorker, head_of
from pos_desktop.wording import in_language
from printing.devices.profiles import DEFAULT
from printing.paper import thermal
from printing.virtual.machine import VirtualPrinter
from tests.support.forked import Child, needs_fork
from tests.support.shop import Shop, copy_of

pytestmark = [needs_fork, pytest.mark.crash]

ORDER = "1 x CÀ PHÊ @ 29000; cash 50000"
RECEIPT_BYTES = 60_000
"""About what the order's receipt takes; every limit below lies inside it."""

CALLS = 8
"""What the worker asks of the till for one cash sale: recover, claim, mark, claim, read, mark, claim, due."""


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


def life(folder, uri, number, run, say):
    """One start of the till: the cashier answers for yesterday's life, sells once, and the printer prints."""
    shop = Shop(folder, seed=1000 + number)
    shop.desk.outbox.recover("main")
    for job in shop.desk.outbox.in_question():
        shop.desk.outbox.reprint(job.sale_id, "main", "vi", shop.person().id)
    say(shop.sold(ORDER, printer="main").id)
    worker = PrintWorker(shop.desk, run, name="main", uri=uri)
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
            said, was_killed = lived(folder, paper, number, plan)
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
