"""Every text, number and date that a person reads, in the language that is chosen now.

The window's language may change at any moment; a printer's job asks `in_language` for its own.
"""

from datetime import date as _Date
from datetime import datetime as _DateTime

from pos_desktop.wording.texts import LANGUAGES, Wording, in_language

__all__ = [
    "LANGUAGES", "Wording", "_", "current", "date", "datetime_", "in_language", "language", "long_date", "money",
    "month_day", "ngettext", "number", "percent", "points", "quantity", "set_language", "signed_money",
    "signed_points", "time_",
]  # fmt: skip

_chosen = ["vi"]


def set_language(language: str) -> None:
    """Choose the language of everything that is written from now on."""
    _chosen[0] = in_language(language).language


def language() -> str:
    """The chosen language: `vi` or `en`."""
    return _chosen[0]


def current() -> Wording:
    """The wording of the chosen language."""
    return in_language(_chosen[0])


def _(text: str) -> str:
    """The text in the chosen language; the msgid is the Vietnamese sentence."""
    return current().gettext(text)


def ngettext(one: str, many: str, count: int) -> str:
    """The text for a count."""
    return current().ngettext(one, many, count)


def money(amount: int) -> str:
    """See `Wording.money`."""
    return current().money(amount)


def signed_money(amount: int) -> str:
    """See `Wording.signed_money`."""
    return current().signed_money(amount)


def number(value: int) -> str:
    """See `Wording.number`."""
    return current().number(value)


def points(value: int) -> str:
    """See `Wording.points`."""
    return current().points(value)


def signed_points(value: int) -> str:
    """See `Wording.signed_points`."""
    return current().signed_points(value)


def quantity(thousandths: int) -> str:
    """See `Wording.quantity`."""
    return current().quantity(thousandths)


def percent(hundredths: int) -> str:
    """See `Wording.percent`."""
    return current().percent(hundredths)


def date(day: _Date) -> str:
    """See `Wording.date`."""
    return current().date(day)


def date_range(first: _Date, last: _Date) -> str:
    """A day, or the first and the last of several; the year once where it is the same."""
    if first == last:
        return date(first)
    return f"{month_day(first) if first.year == last.year else date(first)} – {date(last)}"


def long_date(day: _Date) -> str:
    """See `Wording.long_date`."""
    return current().long_date(day)


def month_day(day: _Date) -> str:
    """See `Wording.month_day`."""
    return current().month_day(day)


def time_(at: _DateTime) -> str:
    """See `Wording.time_`."""
    return current().time_(at)


def datetime_(at: _DateTime) -> str:
    """See `Wording.datetime_`."""
    return current().datetime_(at)
