"""`kill -9` in the middle of a sale: nothing acknowledged is lost, nothing is half there, the open order is back."""

import json
import os
import random
import shutil
import signal
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest

from pos_desktop.selling import drafts
from pos_desktop.selling.order import Order
from pos_desktop.services.selling.sales import CompleteSale
from tests.support.forked import Child, needs_fork
from tests.support.shop import OWNER, Shop

pytestmark = [needs_fork, pytest.mark.crash, pytest.mark.timeout(3600)]

TEXT = "1 x PHỞ @ 100000; 2 x TRÀ @ 20000; member Lan by card; redeem 50; card 100000; cash 50000"
AFTER_COMMIT, AFTER_ANSWER, CHECKPOINT = "after the commit", "after the answer", "in a checkpoint"
Say = Callable[[str], None]


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def die_before(shop: Shop, statement: int) -> None:
    """Die when the till's writing connection begins its n-th statement from now, BEGIN and COMMIT included."""
    left = count(statement, -1)
    raw = shop.till.db._writer.connection.dbapi_connection
    raw.set_trace_callback(lambda _sql: die() if next(left) == 0 else None)


def statements_of_a_sale(folder: Path) -> int:
    """How many there are to die before."""
    shop = Shop(folder, seed=1)
    shop.sold(TEXT, printer="bar")
    sent: list[str] = []
    raw = shop.till.db._writer.connection.dbapi_connection
    raw.set_trace_callback(sent.append)
    shop.sold(TEXT, printer="bar")
    raw.set_trace_callback(None)
    shop.close()
    within = [sql for sql in sent if sql.startswith(("BEGIN", "COMMIT"))]
    assert within == ["BEGIN IMMEDIATE", "COMMIT"]
    return len(sent)


@dataclass
class Life:
    """A till that sells until it dies, and says what it has done."""

    folder: Path
    seed: int
    step: int | str | None = None
    sold: dict[str, str] = field(default_factory=dict)
    """Receipt numbers by operation, as they were acknowledged."""
    last: tuple[str, str] = ("", "")
    """The order that was begun last, and the operation that was to sell it."""
    is_saved: bool = False
    """Whether that order's autosave was acknowledged."""

    def __call__(self, say: Say) -> None:
        shop = Shop(self.folder, seed=self.seed)
        shop.clock.set(shop.clock.now() + timedelta(days=self.seed))
        for number in count():
            command = shop.command(TEXT, printer="bar")
            say(f"begun {command.order.id} {command.id}")
            shop.desk.orders.save(command.order, command.staff_id, reserved=50)
            say("saved")
            if number == 1 and isinstance(self.step, int):
                die_before(shop, self.step)
            sale = shop.desk.sales.complete(command).sale
            if number == 1 and self.step == AFTER_COMMIT:
                die()
            say(f"sold {command.id} {sale.number}")
            if number == 1 and self.step == AFTER_ANSWER:
                die()
            if self.step == CHECKPOINT:
                with shop.till.db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                    connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").all()

    def run(self, wait: float | None) -> None:
        """Live, and be killed `wait` seconds after the first order was begun, if not by the step."""
        child = Child(self)
        heard = [child.first_line()]
        if wait is not None:
            time.sleep(wait)
            child.kill()
        rest, ended = child.end()
        assert ended.was_killed, "the fault must have fired"
        for word, *told in (line.split() for line in [*heard, *rest]):
            if word == "begun":
                self.last, self.is_saved = (told[0], told[1]), False
            elif word == "saved":
                self.is_saved = True
            else:
                self.sold[told[0]] = told[1]


class Audit:
    """Looks at the file after each death, with everything that was ever acknowledged in mind."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.acknowledged: dict[str, str] = {}
        self.answered = 0
        self.unanswered = 0
        """Sales that were committed and never acknowledged."""
        self.undone = 0
        """Sales of which nothing was left."""

    def move(self, folder: Path) -> None:
        """Go on in another shop, so that proving the books stays quick."""
        self.answered += len(self.acknowledged)
        self.folder, self.acknowledged = folder, {}

    def look(self, life: Life) -> None:
        self.acknowledged |= life.sold
        shop = Shop(self.folder, seed=life.seed + 1_000_000)
        shop.clock.set(shop.clock.now() + timedelta(days=life.seed))
        kept = dict(shop.rows(
            "SELECT o.id, r.code || '-' || printf('%06d', s.number) FROM sale s JOIN register r ON r.id = s.register_id"
            " JOIN operation o ON o.answer = json_object('sale_id', s.id)"
        ))  # fmt: skip
        assert {op: number for op, number in kept.items() if op in self.acknowledged} == self.acknowledged, "lost"
        self._finish(shop, life, kept)
        books = shop.books()
        assert books.tie, books
        numbers = [number for (number,) in shop.rows("SELECT number FROM sale ORDER BY number")]
        assert numbers == list(range(1, len(numbers) + 1))
        shop.close()

    def _finish(self, shop: Shop, life: Life, kept: dict[str, str]) -> None:
        """The open order is back unless its sale is there; sending it again makes one sale of it."""
        order_id, operation = life.last
        recovered = shop.desk.orders.recover()
        was_sold = operation in kept
        self.unanswered += was_sold and operation not in life.sold
        self.undone += not was_sold
        assert was_sold or recovered or not life.is_saved, "an acknowledged autosave is back"
        if was_sold:
            assert recovered is None
            (body,) = shop.rows("SELECT body FROM open_order WHERE id = ?", order_id)[0]
            self._send_again(shop, life, drafts.from_plain(json.loads(body)), was_sold)
        elif recovered:
            assert recovered.id == order_id
            self._send_again(shop, life, recovered, was_sold)

    def _send_again(self, shop: Shop, life: Life, order: Order, was_sold: bool) -> None:
        order_id, operation = life.last
        tenders = shop.command(TEXT).tenders
        again = CompleteSale(operation, order, shop.person(OWNER).id, tenders, printer="bar")
        for is_repeat in (was_sold, True):
            answer = shop.desk.sales.complete(again)
            assert answer.is_repeat is is_repeat
        self.acknowledged[operation] = answer.sale.number
        assert shop.count("sale", f"order_id = '{order_id}'") == 1
        assert shop.desk.orders.recover() is None


@pytest.fixture
def folder(shop) -> Path:
    """A shop whose member has points enough for a thousand sales."""
    shop.granted("Lan", 100_000)
    shop.close()
    return shop.folder


def deaths(statements: int, full: bool) -> Iterator[tuple[int | str | None, float | None]]:
    """(step, wait): steps of the transaction, the moments around the commit, checkpoints, and any time at all."""
    chance = random.Random(20260302)
    every = 1 if full else 3
    named = [*range(0, statements, every), statements - 1, *[AFTER_COMMIT] * 3, *[AFTER_ANSWER] * 2]
    yield from ((step, None) for step in named)
    for _ in range(5 if not full else 100):
        yield CHECKPOINT, chance.uniform(0, 0.08)
    for _ in range(max(0, 27 - len(named)) if not full else 900):
        yield None, chance.uniform(0, 0.1)


def test_a_till_that_is_killed_loses_nothing_and_doubles_nothing(folder, tmp_path, full):
    statements = statements_of_a_sale(Path(shutil.copytree(folder, tmp_path / "counted")))
    assert statements > 30
    audit, kills = Audit(folder), 0
    for seed, (step, wait) in enumerate(deaths(statements, full), 10):
        if kills % 10 == 0:
            audit.move(Path(shutil.copytree(folder, tmp_path / f"life{kills}")))
        life = Life(audit.folder, seed, step)
        life.run(wait)
        kills += 1
        audit.look(life)

    assert kills >= (1_000 if full else 32)
    assert audit.unanswered >= 3, "deaths between commit and answer are among them"
    assert audit.undone >= statements // 3, "and deaths before the commit"
    assert audit.answered >= kills - 10
