"""Says in one SQLite expression what the digest of a covered row is taken of, so that the database writes the text.

It gives byte for byte what `witness.digest` hashes, at a fraction of the time; a test holds both together.
"""

from typing import Any

from sqlalchemy import Column, Table

from pos_desktop.storage import witness
from pos_desktop.storage.types import Day, Flag, Json, Moment, Whole, canonical


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
            mark, value = _marked(column)
            pattern.append(f'{before}"{column.name}":{mark}{after}')
            values.append(value)
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


def _marked(column: Column[Any]) -> tuple[str, str]:
    """Where a value stands in the pattern, and how it is written; what never needs quoting is not quoted.

    A lie in such a column gives a text that no honest row ever gave: every name stands once, in its place.
    """
    if column.nullable or isinstance(column.type, Json):
        return "%s", _plain(column)
    if isinstance(column.type, Whole | Flag):
        return "%d", f'"{column.name}"'
    if isinstance(column.type, Moment):
        return '"%s"', _moment(column)
    if isinstance(column.type, Day) or column.foreign_keys:
        return '"%s"', f'"{column.name}"'
    return "%s", _plain(column)


def _plain(column: Column[Any]) -> str:
    """A value as canonical JSON; structured ones are kept so."""
    if isinstance(column.type, Json):
        return f'"{column.name}"'
    return f"json_quote({_moment(column)})" if isinstance(column.type, Moment) else f'json_quote("{column.name}")'


def _moment(column: Column[Any]) -> str:
    return f"replace(\"{column.name}\", 'Z', '+00:00')"
