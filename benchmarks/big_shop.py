"""Fills a copy of the sample shop with years of rows, straight into its file: what they are, is the sample's own.

It keeps no journal and takes no care of stock, so that nothing proves it: it is there to be read, fast or slowly.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any, Final

from pos_desktop.services.office.sample import open_sample
from pos_desktop.storage import guards
from pos_desktop.storage.opening import FILE_NAME

AT_ONCE: Final = 50_000
MEMBER_SHARE: Final = 0.8
DAYS: Final = 365
LIFE: Final = timedelta(days=180)


@dataclass(frozen=True, slots=True)
class Size:
    """How many sales, members, and rows of the ledger; the days that they spread over."""

    sales: int
    members: int
    entries: int
    days: int = DAYS


class _Table:
    """Rows like one that is there, with changes."""

    def __init__(self, raw: sqlite3.Connection, name: str, where: str = "true") -> None:
        self._raw = raw
        found = raw.execute(f"SELECT * FROM {name} WHERE {where} LIMIT 1")
        self._columns = [column[0] for column in found.description]
        self._like = dict(zip(self._columns, found.fetchone(), strict=True))
        marks = ", ".join("?" * len(self._columns))
        self._insert = f"INSERT INTO {name} VALUES ({marks})"

    def add(self, rows: Iterable[dict[str, Any]]) -> None:
        """Insert rows; what one leaves out is as in the row that is there."""
        self._raw.executemany(self._insert, (tuple((self._like | row).values()) for row in rows))


def fill(folder: Path, size: Size, last: date) -> None:
    """Make the sample shop in `folder`, and fill it with rows through the business date `last`."""
    open_sample(folder)
    with closing(sqlite3.connect(folder / FILE_NAME, isolation_level=None)) as raw:
        raw.execute("PRAGMA synchronous=OFF")
        triggers = [name for (name,) in raw.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'")]
        raw.execute("BEGIN")
        for name in triggers:
            raw.execute(f"DROP TRIGGER {name}")
        _Filling(raw, size, last).run()
        for statement in guards.statements("sqlite"):
            raw.execute(statement)
        raw.execute("INSERT INTO stale_day (id) SELECT DISTINCT business_date FROM entry WHERE true "
                    "UNION SELECT business_date FROM sale WHERE true ON CONFLICT DO NOTHING")  # fmt: skip
        raw.execute("INSERT INTO stale_day (id) SELECT DISTINCT date(expires_on, '+1 day') FROM lot "
                    "WHERE expires_on IS NOT NULL ON CONFLICT DO NOTHING")  # fmt: skip
        raw.execute("COMMIT")
        raw.execute("ANALYZE")
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")


class _Filling:
    def __init__(self, raw: sqlite3.Connection, size: Size, last: date) -> None:
        self._raw, self._size, self._rolls = raw, size, Random(1)
        self._days = [(last - timedelta(days=at)) for at in range(size.days)][::-1]
        self._seqs = [0] * size.members

    def run(self) -> None:
        self._members()
        for first in range(0, self._size.sales, AT_ONCE):
            self._sales(range(first, min(first + AT_ONCE, self._size.sales)))
        self._more_entries(self._size.entries - int(self._size.sales * MEMBER_SHARE))

    def _day(self, number: int) -> date:
        return self._days[number * len(self._days) // self._size.sales]

    def _members(self) -> None:
        every = range(self._size.members)
        _Table(self._raw, "member").add(
            {"id": f"m{at}", "code": f"X{at:08d}", "joined_on": self._rolls.choice(self._days).isoformat()}
            for at in every
        )
        _Table(self._raw, "person").add({"id": f"p{at}", "member_id": f"m{at}", "name": f"Khách {at}"} for at in every)
        _Table(self._raw, "account").add(
            {"id": f"a{at}", "member_id": f"m{at}", "balance": 50, "debt": 0, "seq": 0} for at in every
        )

    def _whose(self, number: int) -> int | None:
        """Some members come often, most hardly ever."""
        if self._rolls.random() > MEMBER_SHARE:
            return None
        return int(self._size.members * self._rolls.random() ** 1.5)

    def _sales(self, numbers: range) -> None:
        whose = {number: self._whose(number) for number in numbers}
        _Table(self._raw, "sale", "account_id IS NOT NULL AND points = 0 AND discount = 0").add(
            {"id": f"s{at}", "number": 1_000_000 + at, "order_id": f"o{at}", **self._when(at),
             "account_id": None if whose[at] is None else f"a{whose[at]}", "account_seq": None, "earned": 0,
             "goods": 70_000, "due": 70_000, "paid": 70_000, "change": 0, "basis": 70_000}
            for at in numbers
        )  # fmt: skip
        items = [row[0] for row in self._raw.execute("SELECT id FROM item")]
        _Table(self._raw, "sale_line", "points_share = 0 AND line_discount = 0 AND order_discount = 0").add(
            {"id": f"l{at}-{line}", "sale_id": f"s{at}", "position": line, "item_id": self._rolls.choice(items),
             "qty": 1_000, "gross": 35_000, "amount": 35_000, "unit_cost": 12_000, "earned": 0}
            for at in numbers for line in (1, 2)
        )  # fmt: skip
        _Table(self._raw, "sale_tax").add(
            {"id": f"x{at}", "sale_id": f"s{at}", "position": 1, "net": 64_815, "tax": 5_185} for at in numbers
        )
        _Table(self._raw, "tender").add(
            {"id": f"t{at}", "sale_id": f"s{at}", "position": 1, "amount": 70_000} for at in numbers
        )
        self._book((f"e{at}", whose[at], self._day(at), "accrual", 7, f"s{at}") for at in numbers
                   if whose[at] is not None)  # fmt: skip

    def _when(self, at: int) -> dict[str, str]:
        day, second = self._day(at).isoformat(), self._rolls.randrange(13 * 3600)
        return {
            "business_date": day,
            "at": f"{day}T{second // 3600:02d}:{second // 60 % 60:02d}:{second % 60:02d}.000000Z",
        }

    def _more_entries(self, count: int) -> None:
        """Points that came and went otherwise: each second one is used from the lot of the one before it."""
        for first in range(0, count, AT_ONCE):
            self._book(self._pairs(range(first, min(first + AT_ONCE, count))))

    def _pairs(self, numbers: range) -> Iterator[tuple[Any, ...]]:
        for at in numbers[::2]:
            who, day = (
                self._rolls.randrange(self._size.members),
                self._rolls.choice(self._days),
            )
            yield (f"g{at}", who, day, "opening", 20, None)
            later = min(self._days[-1], day + timedelta(days=self._rolls.randrange(60)))
            yield (f"g{at + 1}", who, later, "redemption", -self._rolls.choice((5, 20)), f"g{at}")

    def _book(self, entries: Iterable[tuple[Any, ...]]) -> None:
        booked = list(entries)
        rows, lots, moves = [], [], []
        for entry_id, who, day, kind, points, source in booked:
            self._seqs[who] += 1
            rows.append({
                "id": entry_id, "account_id": f"a{who}", "seq": self._seqs[who], "kind": kind, "points": points,
                "debt_change": 0, "business_date": day.isoformat(), "operation_id": entry_id, "occasion": None,
                "sale_id": source if kind == "accrual" else None, "lot_id": None, "refund_id": None, "pair_id": None,
            })  # fmt: skip
            if points > 0:
                lots.append({"id": f"lot-{entry_id}", "account_id": f"a{who}", "entry_id": entry_id,
                             "seq": self._seqs[who], "points": points, "left_points": points,
                             "usable_from": day.isoformat(), "expires_on": _end(day).isoformat(),
                             "sale_id": None, "origin_id": None, "idle_months": None})  # fmt: skip
            else:
                moves.append(
                    {"id": f"mv-{entry_id}", "entry_id": entry_id, "lot_id": f"lot-{source}", "points": points}
                )
        _Table(self._raw, "entry").add(rows)
        _Table(self._raw, "lot").add(lots)
        if moves:
            _Table(self._raw, "lot_move").add(moves)


def _end(day: date) -> date:
    """Points live to the end of a month, half a year on."""
    return (day + LIFE).replace(day=28)
