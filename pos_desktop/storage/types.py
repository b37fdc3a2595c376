"""Column types that mean the same on SQLite's STRICT tables and on PostgreSQL."""

import json
import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any, TypeVar

from sqlalchemy import BigInteger, Date, DateTime, Dialect, Integer, Text, TypeDecorator
from sqlalchemy.types import TypeEngine

from pos_desktop.core.errors import EnvironmentProblem, Trouble

_FORMAT = "%Y-%m-%dT%H:%M:%S.%fZ"
_WRITTEN = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z", re.ASCII)
"""What `_FORMAT` writes; reading it as ISO takes a tenth of the time, but would take other texts, too."""
UNNAMED = "shop.db"
T = TypeVar("T")


def read_or_damaged(read: Callable[[], T]) -> T:
    """Read a kept value; one that no program of ours wrote means DATABASE_DAMAGED."""
    try:
        return read()
    except (ValueError, TypeError, RecursionError) as error:
        raise EnvironmentProblem(Trouble.DATABASE_DAMAGED, retry=False, path=UNNAMED) from error


class Whole(TypeDecorator[int]):
    """Whole đồng, points, thousandths and counters; a float is refused before it reaches the driver."""

    impl = BigInteger
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(Integer() if dialect.name == "sqlite" else BigInteger())

    def process_bind_param(self, value: int | None, dialect: Dialect) -> int | None:
        if isinstance(value, float):
            raise TypeError("money, points and quantities are never floats")
        return value


class Moment(TypeDecorator[datetime]):
    """An aware moment, kept in UTC; fixed-width ISO text on SQLite so that it sorts."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(Text() if dialect.name == "sqlite" else DateTime(timezone=True))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        if value is None or dialect.name != "sqlite":
            return value
        return value.astimezone(UTC).strftime(_FORMAT)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None or dialect.name != "sqlite":
            return value  # type: ignore[no-any-return]
        return read_or_damaged(lambda: _moment(value))


def _moment(text: str) -> datetime:
    if not _WRITTEN.fullmatch(text):
        raise ValueError(text)
    return datetime.fromisoformat(text)


@lru_cache(maxsize=4_000)
def _day(text: str) -> date:
    """Ten years of days: rows name the same ones over and over."""
    return date.fromisoformat(text)


class Day(TypeDecorator[date]):
    """A calendar date; ISO text on SQLite."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(Text() if dialect.name == "sqlite" else Date())

    def process_bind_param(self, value: date | None, dialect: Dialect) -> Any:
        return value if value is None or dialect.name != "sqlite" else value.isoformat()

    def process_result_value(self, value: Any, dialect: Dialect) -> date | None:
        if value is None or dialect.name != "sqlite":
            return value  # type: ignore[no-any-return]
        return read_or_damaged(lambda: _day(value))


class Flag(TypeDecorator[bool]):
    """Yes or no; 0 or 1 on SQLite and PostgreSQL alike, so that one CHECK serves both."""

    impl = Integer
    cache_ok = True

    def process_bind_param(self, value: bool | None, dialect: Dialect) -> int | None:
        return None if value is None else int(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> bool | None:
        return None if value is None else bool(value)


class Json(TypeDecorator[Any]):
    """A small structured value as canonical JSON text."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        return None if value is None else canonical(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        return None if value is None else read_or_damaged(lambda: json.loads(value))


def canonical(value: Any) -> str:
    """JSON with sorted keys and no blanks: the same value is always the same text."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
