"""The bridge to the worker: outcomes on the UI thread, nothing lost, the window never waits."""

import gc
import itertools
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import pytest
import shiboken6
from PySide6.QtCore import QObject, QTimer

from pos_desktop.core.errors import Code, EnvironmentProblem, Rejected, Trouble
from pos_desktop.ui.ops import InlineOps, Ops


@dataclass(frozen=True)
class Done:
    number: str
    topics: tuple[str, ...] = ("sales", "members")


@pytest.fixture
def bugs():
    return []


@pytest.fixture
def ops(qapp, bugs):
    with ThreadPoolExecutor(max_workers=1, thread_name_prefix="till") as worker:
        yield Ops(worker, bug=bugs.append)


def test_a_result_comes_back_on_the_ui_thread_with_its_topics(ops, qtbot):
    seen = []

    def work(number, *, suffix):
        seen.append(threading.current_thread().name)
        return Done(number + suffix)

    with qtbot.waitSignal(ops.changed) as changed:
        ops.run(work, "K1-0002", suffix="31", then=lambda done: seen.append((done.number, threading.current_thread())))

    assert seen[0].startswith("till")
    assert seen[1] == ("K1-000231", threading.main_thread())
    assert changed.args == [frozenset({"sales", "members"})]
    assert ops.pending == 0


def test_results_come_in_the_order_of_the_calls(ops, qtbot):
    seen = []
    for number in range(20):
        ops.run(lambda number=number: number, then=seen.append)

    qtbot.waitUntil(lambda: ops.pending == 0)

    assert seen == list(range(20))


@pytest.mark.parametrize("error", [Rejected(Code.UNDERPAID), EnvironmentProblem(Trouble.DATABASE_LOCKED)])
def test_a_refusal_goes_to_the_caller(ops, qtbot, bugs, error):
    failures = []
    ops.run(_raise, error, then=failures.append, failed=failures.append)

    qtbot.waitUntil(lambda: ops.pending == 0)

    assert (failures, bugs) == ([error], [])


def test_a_refusal_that_nobody_awaits_goes_to_the_window(ops, qtbot):
    error = Rejected(Code.NO_OPEN_SHIFT)
    with qtbot.waitSignal(ops.problem) as problem:
        ops.run(_raise, error)

    assert problem.args == [error]


def test_any_other_error_goes_to_the_bug_hook(ops, qtbot, bugs):
    error, failures = KeyError("line"), []
    ops.run(_raise, error, failed=failures.append)
    qtbot.waitUntil(lambda: bugs == [error])

    assert failures == []


def test_an_error_in_a_callback_goes_to_the_bug_hook_and_the_topics_are_still_told(ops, qtbot, bugs):
    error = ValueError("no such row")
    with qtbot.waitSignal(ops.changed):
        ops.run(Done, "K1-000232", then=lambda _: _raise(error))

    assert bugs == [error]


def test_a_callback_of_a_widget_that_is_gone_is_skipped(ops, qtbot, bugs):
    class Screen(QObject):
        heard = 0

        def show_result(self, _):
            Screen.heard += 1

    screen, gate = Screen(), threading.Event()
    ops.run(gate.wait, 5, then=screen.show_result)
    shiboken6.delete(screen)
    gate.set()

    qtbot.waitUntil(lambda: ops.pending == 0)

    assert (Screen.heard, bugs) == (0, [])


def test_a_job_of_half_a_second_never_stalls_the_window(ops, qtbot):
    gc.collect()  # what thousands of tests left behind is not to be cleared away meanwhile
    beats, done = [time.perf_counter()], []
    heart = QTimer(interval=5)
    heart.timeout.connect(lambda: beats.append(time.perf_counter()))
    heart.start()
    ops.run(time.sleep, 0.5, then=done.append)

    qtbot.waitUntil(lambda: bool(done))
    heart.stop()

    assert beats[-1] - beats[0] > 0.45, "the job must have run"
    assert max(later - earlier for earlier, later in itertools.pairwise(beats)) < 0.1


def test_inline_everything_happens_at_once(qapp, bugs):
    ops, seen, failures = InlineOps(bug=bugs.append), [], []
    ops.changed.connect(seen.append)

    ops.run(Done, "K1-000233", then=seen.append)
    ops.run(_raise, Rejected(Code.UNDERPAID), failed=failures.append)
    ops.run(_raise, KeyError("x"))

    assert seen == [Done("K1-000233"), frozenset({"sales", "members"})]
    assert [type(error) for error in failures + bugs] == [Rejected, KeyError]
    assert ops.pending == 0


def _raise(error):
    raise error


def test_what_strikes_after_the_end_is_let_go(qapp, bugs):
    worker, seen = ThreadPoolExecutor(max_workers=1), []
    ops = Ops(worker, bug=bugs.append)
    worker.shutdown(wait=True)
    ops.run(seen.append, "done", then=seen.append, failed=seen.append)
    assert (seen, bugs, ops.pending) == ([], [], 0)
