"""The one metadata, its naming of constraints, and the short words that the tables are written in."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, MetaData, Table, Text, text

from pos_desktop.storage.types import Day, Flag, Json, Moment, Whole

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def table(name: str, *parts: Any) -> Table:
    """A STRICT table of the one metadata; its flags are 0 or 1 by a CHECK."""
    flags = [part.name for part in parts if isinstance(part, Column) and isinstance(part.type, Flag)]
    bounds = [CheckConstraint(f"{flag_name} IN (0, 1)", name=flag_name) for flag_name in flags]
    return Table(name, metadata, *parts, *bounds, sqlite_strict=True)


def key() -> Column[str]:
    """Primary key: an id made by the till."""
    return Column("id", Text, primary_key=True)


def ref(name: str, target: str, *, null: bool = False) -> Column[str]:
    """A reference to another table's id."""
    return Column(name, Text, ForeignKey(f"{target}.id"), nullable=null)


def words(name: str, *, default: str | None = "") -> Column[str]:
    """Text, empty by default; `default=None` makes it required of the writer."""
    return Column(name, Text, nullable=False, server_default=default)


def maybe_words(name: str) -> Column[str]:
    """Text that may be unknown."""
    return Column(name, Text, nullable=True)


def whole(name: str, *, default: int | None = None) -> Column[int]:
    """A required whole number."""
    return Column(name, Whole, nullable=False, server_default=None if default is None else str(default))


def maybe_whole(name: str) -> Column[int]:
    """A whole number that may be unknown."""
    return Column(name, Whole, nullable=True)


def moment(name: str, *, null: bool = False) -> Column[Any]:
    """An aware moment."""
    return Column(name, Moment, nullable=null)


def day(name: str, *, null: bool = False) -> Column[Any]:
    """A calendar date."""
    return Column(name, Day, nullable=null)


def flag(name: str, default: bool) -> Column[bool]:
    """Yes or no; `table` bounds it."""
    return Column(name, Flag, nullable=False, server_default=str(int(default)))


def json_(name: str, *, default: str | None = None) -> Column[Any]:
    """A required structured value; `default` is its JSON text."""
    return Column(name, Json, nullable=False, server_default=default)


def check(name: str, rule: str) -> CheckConstraint:
    """A named rule that every row obeys."""
    return CheckConstraint(rule, name=name)


def one_of(name: str, values: Sequence[str]) -> CheckConstraint:
    """A column that knows only these words."""
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{name} IN ({listed})", name=name)


def unique_where(name: str, *columns: str, where: str) -> Index:
    """At most one row with these columns among those that `where` picks."""
    return Index(name, *columns, unique=True, sqlite_where=text(where), postgresql_where=text(where))
