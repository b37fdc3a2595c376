"""Says in one SQLite expression what the digest of a covered row is taken of, so that the database writes the text.

It gives byte for byte what `witness.digest` hashes, at a fraction of the time; a test holds both together.
"""

from typing import Any

from sqlalchemy import Column, Table

from pos_desktop.storage import witness
from pos_desktop.storage.types import Json, Moment, canonical


def plain_text(table: Table) -> str:
    """The expression, as a BLOB: a text with bits flipped then has another digest, and stops no reading."""
    kept = sorted((x for x in table.columns if x.name not in witness.COVERED[table]), key=lambda column: column.name)
    added = witness.ADDED.get(table, frozenset())
    anchor = next(column.name for column in kept if column.name not in added)
    pattern, values, comma_after = [], [], True
    for column in kept:
        is_anchor = column.name == anchor
        before, after = ("", "") if is_anchor else ("", ",") if comma_after else (",", "")
        comma_after = comma_after and not is_anchor
        if column.name in added:
            pattern.append("%s")
            values.append(_unless_default(column, f'{before}"{column.name}":', after))
        else:
            pattern.append(f'{before}"{column.name}":%s{after}')
            values.append(_plain(column))
    return f"CAST(printf('[\"{table.name}\",{{{''.join(pattern)}}}]', {', '.join(values)}) AS BLOB)"


def _unless_default(column: Column[Any], before: str, after: str) -> str:
    """Nothing while the column holds its default, as in rows that were written before there was such a column."""
    default = witness.default_of(column)
    written = f"'{before}'||{_plain(column)}||'{after}'"
    return f"CASE WHEN \"{column.name}\" IS {_sql(column, default)} THEN '' ELSE {written} END"


def _sql(column: Column[Any], default: Any) -> str:
    if default is None:
        return "NULL"
    if isinstance(column.type, Json):
        return f"'{canonical(default)}'"
    return str(default) if isinstance(default, int) else f"'{default}'"


def _plain(column: Column[Any]) -> str:
    """A value as canonical JSON; structured ones are kept so."""
    if isinstance(column.type, Json):
        return f'"{column.name}"'
    if isinstance(column.type, Moment):
        return f"json_quote(replace(\"{column.name}\", 'Z', '+00:00'))"
    return f'json_quote("{column.name}")'
