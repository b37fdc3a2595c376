"""Proves the roll-ups: each date that is not marked as changed sums up to what is kept of it; so do the rhythms."""

from collections.abc import Iterator, Sequence
from datetime import date
from threading import Event
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection

from pos_desktop.core.clock import zone
from pos_desktop.loyalty.rows import Problem
from pos_desktop.services.office.rollups import rhythm_rows
from pos_desktop.services.till import Till
from pos_desktop.storage.queries import rollup_facts, rollups

if TYPE_CHECKING:
    from pos_desktop.core.ids import Id

AT_ONCE = 2_000


def problems(tx: Connection, till: Till, stop: Event) -> Iterator[Problem]:
    """Every table of every date, and every rhythm, that other rows do not make."""
    here = zone(till.shop.time_zone)
    for day in rollups.settled_days(tx):
        if stop.is_set():
            return
        found, kept = rollup_facts.facts(tx, day, here), rollups.of_day(tx, day)
        for table in found:
            if differing := found[table] ^ kept[table]:
                said = f"{len(differing)} rows are not what the date's rows sum to"
                yield Problem("rollup", table.name, day.isoformat(), said)
    yield from _rhythms(tx, stop)


def _rhythms(tx: Connection, stop: Event) -> Iterator[Problem]:
    accounts = rollups.settled_members(tx)
    for at in range(0, len(accounts), AT_ONCE):
        if stop.is_set():
            return
        yield from _wrong(tx, accounts[at : at + AT_ONCE])


def _wrong(tx: Connection, accounts: Sequence["Id"]) -> Iterator[Problem]:
    told: dict[Id, tuple[Any, ...]] = {row[0]: row for row in rhythm_rows(rollups.buy_days(tx, accounts))}
    kept: dict[Id, tuple[Any, ...]] = {row[0]: row for row in rollups.kept_rhythms(tx, accounts)}
    for account_id in accounts:
        if told.get(account_id) != kept.get(account_id):
            yield Problem("rollup", "member_rhythm", account_id, f"dates {_said(told, account_id)}, kept "
                          f"{_said(kept, account_id)}")  # fmt: skip


def _said(rows: dict["Id", tuple[Any, ...]], account_id: "Id") -> str:
    row = rows.get(account_id)
    return " ".join(part.isoformat() if isinstance(part, date) else str(part) for part in row[1:]) if row else "none"
