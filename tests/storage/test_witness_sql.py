"""What the database writes of a row for its digest is byte for byte what Python hashes."""

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import Column, Table, insert, select

from pos_desktop.storage import witness
from pos_desktop.storage.db import Db
from pos_desktop.storage.queries.witnessed import covered_rows
from pos_desktop.storage.types import Day, Flag, Json, Moment, Whole
from tests.support.rows import row

ODD = 'Đá "xay" 100%\\ \t\n\r\b\f\x00\x01\x7f 😀 \u2028 %s {}'
"""Everything that JSON and printf treat in a way of their own."""


def value(column: Column[Any], fits: Any) -> Any:
    if isinstance(column.type, Moment):
        return datetime(2026, 3, 2, 2, 0, 0, 7, UTC)
    if isinstance(column.type, Day):
        return date(2026, 3, 2)
    if isinstance(column.type, Json):
        return {"b": [1, ODD, None], "a": {"d": True, "c": -5}}
    if isinstance(column.type, Whole | Flag) or column.foreign_keys or column.name in ("mac", "e164"):
        return fits
    return fits if is_a_word(column) else ODD


def is_a_word(column: Column[Any]) -> bool:
    """Whether a rule of the table says what the text may be."""
    rules = [str(getattr(rule, "sqltext", "")) for rule in column.table.constraints]
    return any(column.name in rule for rule in rules)


def odd_row(table: Table) -> dict[str, Any]:
    return {name: value(table.c[name], fits) for name, fits in row(table).items()}


def plain_row(table: Table) -> dict[str, Any]:
    """Columns that may be left out are."""
    kept = {column.name for column in table.columns if not column.nullable and column.server_default is None}
    return {name: told for name, told in odd_row(table).items() if name in kept}


@pytest.mark.parametrize("make", [odd_row, plain_row])
@pytest.mark.parametrize("table", list(witness.COVERED), ids=lambda table: table.name)
def test_both_give_one_digest(db: Db, table: Table, make: Any) -> None:
    values = make(table)
    with db.write() as tx:
        tx.exec_driver_sql("PRAGMA ignore_check_constraints=ON")
        tx.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
        tx.execute(insert(table), values)
        told = dict(covered_rows(tx))[table.name]
        read = tx.execute(select(table)).mappings().one()
        tx.exec_driver_sql("PRAGMA defer_foreign_keys=OFF")
        assert told == {values["id"]: witness.digest(table, values)} == {read["id"]: witness.digest(table, dict(read))}
        tx.rollback()


def test_a_column_that_came_later_leaves_no_trace_where_it_holds_its_default() -> None:
    for table, names in witness.ADDED.items():
        full = odd_row(table)
        bare = {name: told for name, told in full.items() if name not in names}
        defaults = {name: witness.default_of(table.c[name]) for name in names}
        assert witness.digest(table, bare) == witness.digest(table, {**bare, **defaults})
        for name in names:
            assert witness.digest(table, {**bare, name: "something"}) != witness.digest(table, bare), (table, name)


def test_the_text_is_the_one_that_was_hashed_before_there_were_columns_to_add() -> None:
    table = next(table for table in witness.COVERED if table.name == "sale_tax")
    values = {"id": "t1", "sale_id": "s1", "position": 1, "rate": None, "net": 10, "tax": 0}
    text = json.dumps(["sale_tax", values], sort_keys=True, separators=(",", ":"))
    assert witness.digest(table, values) == witness.hashed(text.encode())
