"""Finds rows that nothing can read any more: texts that are no UTF-8, dates and structured values that are none."""

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Column, Connection, Table, Text, func, or_, select, type_coerce

from pos_desktop.core.errors import EnvironmentProblem
from pos_desktop.core.ids import Id
from pos_desktop.storage.types import Day, Flag, Json, Moment, Whole

CHUNK = 1_000
"""Rows whose texts are decoded at once."""
_NORMAL = "+0 days"
"""Makes the database count: only then 30 February is 2 March."""
_SECONDS = "%Y-%m-%dT%H:%M:%S"
_FRACTION = "." + "[0-9]" * 6 + "Z"


def illegible(tx: Connection, tables: Iterable[Table]) -> list[tuple[str, Id]]:
    """Table and id of every row that its types do not read, before anything else reads: first texts, then values."""
    looked_at = list(tables)
    return list(_undecodable(tx, looked_at)) or list(_unreadable(tx, looked_at))


def _unreadable(tx: Connection, tables: Iterable[Table]) -> Iterator[tuple[str, Id]]:
    for table in tables:
        typed = [column for column in table.columns if isinstance(column.type, Day | Moment | Json)]
        if typed:
            yield from _unreadable_of(tx, table, typed)


def _unreadable_of(tx: Connection, table: Table, typed: list[Column[Any]]) -> Iterator[tuple[str, Id]]:
    """The database passes over what it reads itself and writes the same again; the rest is read by its type."""
    key = next(iter(table.primary_key.columns))
    raw = select(key, *(type_coerce(column, Text) for column in typed))
    if tx.dialect.name == "sqlite":
        raw = raw.where(or_(*(_is_odd(column) for column in typed)))
    for row in tx.execute(raw):
        if not all(_reads(column, value, tx) for column, value in zip(typed, row[1:], strict=True)):
            yield table.name, row[0]


def _is_odd(column: Column[Any]) -> Any:
    kept = type_coerce(column, Text)
    if isinstance(column.type, Json):
        return func.json_valid(kept) == 0
    if isinstance(column.type, Day):
        return or_(func.date(kept, _NORMAL).is_distinct_from(kept), kept < "0001")
    seconds, fraction = func.substr(kept, 1, 19), func.substr(kept, 20)
    same = func.strftime(_SECONDS, kept, _NORMAL).is_distinct_from(seconds)
    return or_(same, ~fraction.op("GLOB")(_FRACTION), kept < "0001")


def _reads(column: Column[Any], value: Any, tx: Connection) -> bool:
    try:
        column.type.process_result_value(value, tx.dialect)  # type: ignore[attr-defined]
    except EnvironmentProblem:
        return False
    return True


def _undecodable(tx: Connection, tables: Iterable[Table]) -> Iterator[tuple[str, Id]]:
    """Rows with a text that is no UTF-8: bits of it were flipped. Many rows are decoded at once, one by one in need."""
    if tx.dialect.name != "sqlite":
        return
    for table in tables:
        names = [column.name for column in table.columns if not isinstance(column.type, Whole | Flag)]
        joined = "||'|'||".join(f"coalesce(\"{name}\", '')" for name in names)
        rows = tx.exec_driver_sql(f'SELECT rowid, CAST({joined} AS BLOB) FROM "{table.name}"')
        while chunk := rows.fetchmany(CHUNK):
            if not _is_text(b"|".join(joint for _, joint in chunk)):
                yield from ((table.name, str(rowid)) for rowid, joint in chunk if not _is_text(joint))


def _is_text(value: bytes) -> bool:
    try:
        value.decode()
    except UnicodeDecodeError:
        return False
    return True
