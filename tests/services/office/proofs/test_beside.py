"""Parts of a proof run beside one another and end at once when nobody wants them any more."""

from threading import Event

import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from pos_desktop.services.office.proofs.beside import THREADS, Beside
from tests.support.shop import Shop

ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"


def test_every_part_is_told_and_gives_its_answer(shop: Shop) -> None:
    told = []
    with Beside(shop.till.db) as beside:
        parts = [beside.start(lambda tx, n=n: tx.exec_driver_sql(f"SELECT {n}").scalar()) for n in range(5)]
        assert beside.wait(lambda done, whole: told.append((done, whole)) or True)
        assert [part.result() for part in parts] == [0, 1, 2, 3, 4]
    assert told[0] == (0, 5) and told[-1] == (5, 5)


def test_a_statement_that_runs_is_interrupted_and_what_waits_never_begins(shop: Shop) -> None:
    begun, waiting = Event(), Event()

    def endless(tx: Connection) -> None:
        begun.set()
        tx.exec_driver_sql(ENDLESS)

    with Beside(shop.till.db) as beside:
        running = [beside.start(endless) for _ in range(THREADS)]
        queued = beside.start(lambda _tx: waiting.set())
        begun.wait()
        assert not beside.wait(lambda _done, _whole: False)

    assert beside.stop.is_set()
    assert queued.cancelled() and not waiting.is_set()
    for part in running:
        assert part.cancelled() or "interrupted" in str(part.exception())
    assert any(isinstance(part.exception(), OperationalError) for part in running if not part.cancelled())


def test_what_a_part_raises_is_raised_where_its_answer_is_wanted(shop: Shop) -> None:
    def breaks(_tx: Connection) -> None:
        raise ZeroDivisionError

    with Beside(shop.till.db) as beside:
        part = beside.start(breaks)
        assert beside.wait(lambda _done, _whole: True)
        with pytest.raises(ZeroDivisionError):
            part.result()
