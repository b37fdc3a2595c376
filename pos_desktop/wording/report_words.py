"""How the cells of reports are written, by the unit of their column."""

from datetime import date as Day

from pos_desktop.wording import _, date, money, number, percent, points, quantity

NOTHING = "-"
"""A figure that cannot be told."""


def cell(value: str | int | Day | None, unit: str) -> str:
    """A cell as people read it, by its `insight.tables.Unit`."""
    if value is None:
        return NOTHING
    if isinstance(value, Day):
        return date(value)
    if isinstance(value, str):
        return value
    writers = {"money": money, "points": points, "quantity": quantity, "share": percent, "days": _days, "hour": _hour}
    return writers.get(unit, number)(value)


def _days(count: int) -> str:
    return _("{count} ngày").format(count=number(count))


def _hour(hour: int) -> str:
    return _("{hour} giờ").format(hour=hour)
