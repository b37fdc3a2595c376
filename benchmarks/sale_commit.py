"""Commit of a member's sale against raw sqlite3 writing the same rows into a copy of the same file."""

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import event

from benchmarks.measure import Figure, median, milliseconds
from pos_desktop.selling.order import Identified
from pos_desktop.selling.shift import Cash
from pos_desktop.services.desk import Desk, desk_of
from pos_desktop.services.office.sample import open_sample
from pos_desktop.services.selling.sales import CompleteSale
from pos_desktop.services.shop.opening import open_till
from pos_desktop.services.shop.shifts import OpenShift
from pos_desktop.storage.engine import PRAGMAS
from pos_desktop.storage.opening import FILE_NAME

SALES = 200
Statements = list[tuple[str, Any, bool]]


def run() -> Figure:
    """Measure both sides on two copies of the sample shop."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        open_sample(folder / "shop")
        desk = desk_of(open_till(folder / "shop"))
        seller = desk.people.by_name("Lan")
        desk.shifts.open(OpenShift("benchmark", seller.id, Cash()))
        desk.till.db.close()
        shutil.copytree(folder / "shop", folder / "raw")
        ours, written = _sell(desk, seller.id)
        floor = _replay(folder / "raw" / FILE_NAME, written)
    return Figure(
        "commit of a sale to a member, 3 lines", median(ours), median(floor), "raw sqlite3, same rows", max(ours)
    )


def _sell(desk: Desk, seller: str) -> tuple[list[float], list[Statements]]:
    index = desk.catalogue.load().index
    member = desk.members.search("a")[0]
    times, written = [], []
    for number in range(SALES):
        order = desk.orders.new(1).with_member(member.account_id, Identified.CARD)
        for sku in ("CF001", "TR001", "BA001"):
            order = order.add(index.find(sku)[0].item)
        command = CompleteSale(f"bench:{number}", order, seller, printer="main")
        with _watched(desk) as statements:
            times.append(milliseconds(lambda command=command: desk.sales.complete(command)))  # type: ignore[misc]
        written.append(statements)
    return times, written


@contextmanager
def _watched(desk: Desk) -> Iterator[Statements]:
    """Every writing statement with its parameters, as the driver gets it."""
    statements: Statements = []

    def keep(_c: Any, _cursor: Any, text: str, parameters: Any, _context: Any, many: bool) -> None:
        if text.startswith(("INSERT", "UPDATE", "DELETE")):
            statements.append((text, parameters, many))

    event.listen(desk.till.db.engine, "before_cursor_execute", keep)
    yield statements
    event.remove(desk.till.db.engine, "before_cursor_execute", keep)


def _replay(path: Path, written: list[Statements]) -> list[float]:
    raw = sqlite3.connect(path, isolation_level=None)
    for name, (value, _) in PRAGMAS.items():
        raw.execute(f"PRAGMA {name}={value}")
    times = [milliseconds(lambda s=statements: _commit(raw, s)) for statements in written]  # type: ignore[misc]
    raw.close()
    return times


def _commit(raw: sqlite3.Connection, statements: Statements) -> None:
    raw.execute("BEGIN IMMEDIATE")
    for text, parameters, many in statements:
        if many:
            raw.executemany(text, parameters)
        else:
            raw.execute(text, parameters).fetchall()
    raw.execute("COMMIT")
