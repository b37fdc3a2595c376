"""One long run at a time: what an older run answers, and what nobody waits for any more, is dropped."""

import pytest

from pos_desktop.core.errors import Code, Rejected
from pos_desktop.ui.long_run import LongRun


class HeldOps:
    """Work that ends when the test says so."""

    def __init__(self):
        self.asked = []

    def run(self, work, *given, then, failed):
        self.asked.append((lambda: then(work(*given)), failed))

    def end(self, which):
        self.asked[which][0]()


class Counting(LongRun):
    """Writes down what it is told."""

    def __init__(self):
        super().__init__()
        self.told = []

    @property
    def view(self):
        return self.told

    def show_progress(self, done, whole):
        self.told.append((done, whole))

    def show_stopped(self):
        self.told.append("stopped")

    def show_refused(self, words):
        self.told.append(words())


@pytest.fixture
def ops():
    return HeldOps()


@pytest.fixture
def counting(qapp):
    return Counting()


def count(name, on_progress):
    return name if on_progress(1, 2) else None


def test_an_older_run_is_stopped_and_never_overwrites_a_newer_one(counting, ops, qapp):
    counting.run(ops, count, "first", then=counting.told.append)
    counting.run(ops, count, "second", then=counting.told.append)
    ops.end(1)
    ops.end(0)
    qapp.processEvents()

    assert counting.told == ["second", (1, 2)]


def test_one_that_nobody_waits_for_drops_what_it_made(counting, ops):
    dropped = []

    def work(_on_progress):
        counting.run(ops, count, "second", then=counting.told.append)
        return "a file"

    counting.run(ops, work, then=counting.told.append, drop=dropped.append)
    ops.end(0)

    assert (dropped, counting.told) == (["a file"], [])


def test_stopping_ends_it_with_nothing(counting, ops):
    counting.run(ops, count, "first", then=counting.told.append)
    counting.stop()
    ops.end(0)

    assert counting.told == ["stopped"]


def test_the_last_step_belongs_to_its_run(counting, ops):
    counting.run(ops, count, "first", then=lambda name: counting.go_on(ops, name.upper, then=counting.told.append))
    ops.end(0)
    counting.run(ops, count, "second", then=counting.told.append)
    ops.end(1)

    assert "FIRST" not in counting.told


def test_a_refusal_is_said_and_that_of_an_older_run_is_not(counting, ops):
    counting.run(ops, count, "first", then=counting.told.append)
    counting.run(ops, count, "second", then=counting.told.append)
    ops.asked[0][1](Rejected(Code.NOT_ALLOWED, right="settings"))
    assert counting.told == []
    ops.asked[1][1](Rejected(Code.NOT_ALLOWED, right="settings"))
    assert len(counting.told) == 1
