"""Numbers of receipts, refunds, shifts and Z stay without gaps however many transactions break; one till closes."""

import os
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import Any

import pytest
from sqlalchemy import event

from pos_desktop.core.errors import Code, Rejected
from pos_desktop.selling.shift import Cash
from pos_desktop.selling.shift import CashMovementKind as Kind
from pos_desktop.services.shop.shifts import CloseShift, MakeX, MoveCash
from tests.support.forked import Child, needs_fork
from tests.support.shifts import closed, opened
from tests.support.shop import OWNER, Shop

ABORTED = 200
STEPS = 60
RACES = 25


class Aborted(Exception):
    """The transaction broke off."""


@contextmanager
def breaking(shop: Shop, after: int) -> Iterator[None]:
    """The transaction breaks off at its statement number `after`, if it gets so far."""
    left = [after]

    def count(_conn: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.startswith(("BEGIN", "PRAGMA", "ROLLBACK")):
            left[0] -= 1
            if left[0] == 0:
                raise Aborted

    event.listen(shop.till.db.engine, "before_cursor_execute", count)
    try:
        yield
    finally:
        event.remove(shop.till.db.engine, "before_cursor_execute", count)


class Day:
    """What may happen at a till, drawn at random."""

    def __init__(self, shop: Shop, random: Random) -> None:
        self.shop, self.random = shop, random
        self.owner = shop.person(OWNER).id
        self.sold = [shop.sold("3 x PHỞ @ 50000")]
        self.ready = shop.command("1 x PHỞ @ 50000")

    def deeds(self) -> dict[str, Callable[[], object]]:
        """Each does one thing in one transaction; none of them remembers anything of its own."""
        sale = self.random.choice(self.sold)
        ids, shifts = self.shop.till.ids, self.shop.desk.shifts
        return {
            "sale": lambda: self.shop.desk.sales.complete(self.ready),
            "refund": lambda: self.shop.returned(sale, "1 x PHỞ"),
            "close": lambda: closed(self.shop.desk, self.owner),
            "open": lambda: opened(self.shop.desk, 500_000, self.owner),
            "move": lambda: shifts.move(MoveCash(ids(), self.owner, Kind.PAID_IN, 1_000, "lẻ")),
            "x": lambda: shifts.x_report(MakeX(ids(), self.owner)),
        }

    def done(self, name: str) -> None:
        """After a deed that went through."""
        if name == "sale":
            self.sold = [*self.sold[-3:], self.shop.sold("2 x PHỞ @ 50000")]
            self.ready = self.shop.command("1 x PHỞ @ 50000")


@pytest.mark.slow
@pytest.mark.timeout(3_600)
def test_no_number_is_lost_however_many_transactions_break(shop: Shop, full: bool) -> None:
    day, wanted, broken, went = Day(shop, Random(7)), 10_000 if full else ABORTED, Counter[str](), Counter[str]()
    while broken.total() < wanted:
        deeds = day.deeds()
        name = day.random.choice(sorted(deeds))
        is_to_break = day.random.random() < 0.9
        try:
            with breaking(shop, day.random.randint(1, STEPS) if is_to_break else 0):
                deeds[name]()
        except Aborted:
            broken[name] += 1
        except Rejected as refusal:
            expected = (Code.NO_OPEN_SHIFT, Code.SHIFT_ALREADY_OPEN, Code.ALREADY_REFUNDED)
            assert refusal.code in expected, refusal.code
        except AssertionError:
            assert name == "close", "nothing is open"
        else:
            went[name] += 1
            day.done(name)
    assert set(broken) == set(went) == set(deeds), "each broke, and each went through"
    for table, series in (("sale", "receipt"), ("refund", "refund"), ("shift", "shift"), ("shift_report", "z")):
        numbers = [row[0] for row in shop.rows(f"SELECT number FROM {table} WHERE number IS NOT NULL ORDER BY number")]
        assert numbers == list(range(1, len(numbers) + 1)), table
        assert shop.rows("SELECT value FROM counter WHERE kind = ?", series) == [(len(numbers),)]
    assert shop.books().tie


@needs_fork
@pytest.mark.slow
@pytest.mark.timeout(600)
def test_two_processes_close_the_same_shift_once(shop: Shop, full: bool) -> None:
    rounds = RACES * 8 if full else RACES
    shop.close()
    closers = [Closer(shop.folder, seed, rounds) for seed in (21, 22)]
    wins = [0, 0]
    for number in range(rounds):
        assert [closer.child.first_line() for closer in closers] == ["steady", "steady"]
        for closer in closers if number % 2 else reversed(closers):
            closer.go()
        said = [closer.child.first_line() for closer in closers]
        assert sorted(said) == sorted([Code.NO_OPEN_SHIFT.value, str(number + 1)])
        wins[said.index(Code.NO_OPEN_SHIFT.value) ^ 1] += 1
        opened(shop.desk)
        shop.close()
        for closer in closers:
            closer.go()
    for closer in closers:
        closer.end()
    assert sum(wins) == rounds
    assert shop.count("shift_report") == rounds
    assert shop.books().tie


class Closer:
    """A till in a process of its own that closes the open shift once per round, when told."""

    def __init__(self, folder: Path, seed: int, rounds: int) -> None:
        self._orders, self._told = os.pipe()
        told = self._told

        def live(say: Callable[[str], None]) -> str:
            os.close(told)
            shop = Shop(folder, seed=seed)
            for _ in range(rounds):
                current = shop.desk.shifts.current()
                assert current is not None
                command = CloseShift(
                    shop.till.ids(), current.id, shop.person(OWNER).id, cash=Cash(loose=current.opening_float)
                )
                say("steady")
                os.read(self._orders, 1)
                try:
                    say(str(shop.desk.shifts.close(command).row.number))
                except Rejected as no:
                    say(no.code.value)
                os.read(self._orders, 1)
            shop.close()
            return "done"

        self.child = Child(live)
        os.close(self._orders)

    def go(self) -> None:
        """Let it take its next step."""
        os.write(self._told, b"x")

    def end(self) -> None:
        """Wait for its end."""
        os.close(self._told)
        assert self.child.end()[1].value == "done"
