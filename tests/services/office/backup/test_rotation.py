"""Seven days, four weeks, twelve months: a table of dates."""

from datetime import UTC, datetime, timedelta

import pytest

from pos_desktop.services.office.backup.rotation import kept


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def days(first: str, count: int) -> list[datetime]:
    return [at(f"{first} 22:00") + timedelta(days=n) for n in range(count)]


@pytest.mark.parametrize(
    ("made", "stay"),
    [
        ([], []),
        (["2026-03-02 22:00"], ["2026-03-02 22:00"]),
        (["2026-03-02 14:00", "2026-03-02 22:00"], ["2026-03-02 22:00"]),
        (["2026-03-01 22:00", "2026-03-02 00:10"], ["2026-03-01 22:00", "2026-03-02 00:10"]),
        # Closed for months: the last seven days of work stay, however long ago.
        (["2025-01-03 22:00", "2026-03-02 22:00"], ["2025-01-03 22:00", "2026-03-02 22:00"]),
    ],
)
def test_a_few(made: list[str], stay: list[str]) -> None:
    assert kept(map(at, made)) == set(map(at, stay))


def test_after_a_fortnight_seven_days_and_the_ends_of_weeks_and_months() -> None:
    stay = kept(days("2026-03-01", 20))  # Sunday, 1 March to Friday, 20 March

    assert sorted(one.day for one in stay) == [1, 8, 14, 15, 16, 17, 18, 19, 20]


def test_after_two_years_twelve_months() -> None:
    stay = sorted(kept(days("2024-01-01", 731)))  # to 31 December 2025

    assert [one.strftime("%m-%d") for one in stay] == [
        "01-31", "02-28", "03-31", "04-30", "05-31", "06-30", "07-31", "08-31", "09-30", "10-31", "11-30",
        "12-14", "12-21", "12-25", "12-26", "12-27", "12-28", "12-29", "12-30", "12-31",
    ]  # fmt: skip


def test_day_by_day_nothing_that_will_be_wanted_has_gone() -> None:
    shelf: set[datetime] = set()
    for one in days("2025-01-01", 500):
        shelf = kept({*shelf, one})

    whole = kept(days("2025-01-01", 500))
    assert shelf >= {one for one in whole if (days("2025-01-01", 500)[-1] - one).days < 28}
    assert len({(one.year, one.month) for one in shelf}) == 12
    assert len(shelf) <= 7 + 4 + 12
