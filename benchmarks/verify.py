"""The proof of the books of a shop with some thousands of sales, against reading every row of its file once."""

import sqlite3
import tempfile
from datetime import timedelta
from pathlib import Path
from random import Random

from sqlalchemy import event

from benchmarks.measure import Figure, median, milliseconds
from pos_desktop.core.clock import SetClock
from pos_desktop.selling.order import Identified
from pos_desktop.selling.shift import Cash
from pos_desktop.services.desk import Desk, desk_of
from pos_desktop.services.office.proofs.verification import Verdict, Verification
from pos_desktop.services.office.sample import open_sample
from pos_desktop.services.selling.sales import CompleteSale
from pos_desktop.services.shop.opening import open_till
from pos_desktop.services.shop.shifts import OpenShift
from pos_desktop.storage.opening import FILE_NAME

SALES = 4_000
MINUTES_BETWEEN = 7
TIMES = 3


def run() -> Figure:
    """Sell on in the sample shop, prove it some times, and read it as often."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "shop"
        open_sample(folder)
        clock = SetClock(open_till(folder).now())
        desk = desk_of(open_till(folder, clock=clock))
        _sell(desk, clock)
        proof = Verification(desk.till)
        verdict = proof.run()
        ours = [milliseconds(proof.run) for _ in range(TIMES)]
        floor = [milliseconds(lambda: _read_all(folder / FILE_NAME)) for _ in range(TIMES)]
        desk.till.db.close()
    return Figure(_name(verdict), median(ours), median(floor), "raw sqlite3, every row once", max(ours))


def _name(verdict: Verdict) -> str:
    assert verdict.ok, verdict.problems[:3]
    return f"verify, {verdict.sales:,} sales, {verdict.entries:,} entries, {verdict.journal:,} journal rows"


def _sell(desk: Desk, clock: SetClock) -> None:
    event.listen(desk.till.db.engine, "connect", lambda raw, _record: raw.execute("PRAGMA synchronous=OFF"))
    seller, rolls = desk.people.by_name("Mộc"), Random(1)
    desk.shifts.open(OpenShift("benchmark", seller.id, Cash()))
    items = desk.catalogue.load().index.items
    members = [row.account_id for row in desk.members.search("a")]
    for number in range(SALES):
        clock.set(clock.now() + timedelta(minutes=MINUTES_BETWEEN))
        order = desk.orders.new(desk.programmes.newest().version)
        for item in rolls.choices(items, k=rolls.choice((1, 2, 3))):
            order = order.add(item)
        if rolls.random() < 0.9:
            order = order.with_member(rolls.choice(members), Identified.CARD)
        desk.sales.complete(CompleteSale(f"bench:{number}", order, seller.id))


def _read_all(path: Path) -> None:
    raw = sqlite3.connect(path)
    for (table,) in raw.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall():
        raw.execute(f"SELECT * FROM {table}").fetchall()
    raw.close()
