from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Column, MetaData, Table, create_engine, insert, select
from sqlalchemy.exc import StatementError

from pos_desktop.storage.types import Day, Flag, Json, Moment, Whole, canonical

THING = Table(
    "thing", MetaData(), Column("whole", Whole), Column("at", Moment), Column("day", Day), Column("flag", Flag),
    Column("body", Json), sqlite_strict=True,
)  # fmt: skip


@pytest.fixture(scope="module")
def connection():
    engine = create_engine("sqlite://")
    with engine.connect() as opened:
        THING.metadata.create_all(opened)
        yield opened
    engine.dispose()


def kept(connection, **values):
    connection.execute(THING.delete())
    connection.execute(insert(THING).values(**values))
    return connection.execute(select(*(THING.c[name] for name in values))).one()


@given(
    st.integers(-(2**63), 2**63 - 1), st.datetimes(datetime(1900, 1, 1), datetime(9999, 1, 1)), st.dates(),
    st.booleans(),
    st.recursive(st.none() | st.booleans() | st.integers() | st.text(st.characters(exclude_categories=["Cs"])),
                 lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3)),
)  # fmt: skip
def test_values_come_back_as_they_were(connection, whole, at, day, flag, body):
    moment = at.replace(tzinfo=UTC)
    row = kept(connection, whole=whole, at=moment, day=day, flag=flag, body=body)
    assert row == (whole, moment, day, flag, body)
    assert (type(row.flag), row.at.tzinfo) == (bool, UTC)


def test_nothing_is_nothing(connection):
    assert kept(connection, whole=None, at=None, day=None, flag=None, body=None) == (None,) * 5


@pytest.mark.parametrize("money", [1.0, 1e9, float("nan")])
def test_a_float_never_reaches_the_driver(connection, money):
    with pytest.raises(StatementError, match="never floats"):
        kept(connection, whole=money)


def test_moments_are_kept_in_utc_and_sort_as_text(connection):
    vietnam = timezone(timedelta(hours=7))
    assert kept(connection, at=datetime(2026, 3, 2, 9, 0, tzinfo=vietnam)).at == datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
    written = connection.exec_driver_sql("SELECT at FROM thing").scalar()
    assert written == "2026-03-02T02:00:00.000000Z"


def test_days_are_iso_text(connection):
    kept(connection, day=date(2026, 3, 2))
    assert connection.exec_driver_sql("SELECT day FROM thing").scalar() == "2026-03-02"


def test_the_same_value_is_the_same_text():
    assert canonical({"b": 1, "a": [1, "đ"]}) == canonical({"a": [1, "đ"], "b": 1}) == '{"a":[1,"đ"],"b":1}'
    with pytest.raises(ValueError, match="JSON compliant"):
        canonical(float("nan"))
