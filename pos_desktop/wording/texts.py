"""Texts, numbers and dates in one language: a gettext catalogue and Babel's formats together."""

import gettext
from datetime import date as Date
from datetime import datetime
from functools import cache
from pathlib import Path

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_currency, format_decimal, format_percent

LANGUAGES = ("vi", "en")
DOMAIN = "pos"
CATALOGUES = Path(__file__).resolve().parents[2] / "assets" / "locale"
NBSP = "\u00a0"
MINUS = "\u2212"


class Wording:
    """Everything that is written in one language. The msgid is the Vietnamese sentence."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._locale = Locale.parse(language)
        self._texts = gettext.translation(DOMAIN, CATALOGUES, [language], fallback=True)

    def gettext(self, text: str) -> str:
        """The text in this language."""
        return self._texts.gettext(text) if text else text

    def ngettext(self, one: str, many: str, count: int) -> str:
        """The text for a count; Vietnamese knows no plural."""
        return self._texts.ngettext(one, many, count)

    def money(self, amount: int) -> str:
        """`267.000 ₫`: no decimals, a hard blank, a true minus."""
        return format_currency(amount, "VND", f"#,##0{NBSP}¤", self._locale).replace("-", MINUS)

    def signed_money(self, amount: int) -> str:
        """Money with its sign, plus included."""
        return ("+" if amount > 0 else "") + self.money(amount)

    def number(self, value: int) -> str:
        """A whole number with its groups."""
        return format_decimal(value, locale=self._locale).replace("-", MINUS)

    def points(self, value: int) -> str:
        """`1.240 điểm`; points are «điểm» in every language."""
        return f"{self.number(value)}{NBSP}điểm"

    def signed_points(self, value: int) -> str:
        """Points with their sign: `+14 điểm`."""
        return ("+" if value > 0 else "") + self.points(value)

    def quantity(self, thousandths: int) -> str:
        """`2` or `0,35`."""
        whole, rest = divmod(abs(thousandths), 1000)
        sign = MINUS if thousandths < 0 else ""
        point = "," if self.language == "vi" else "."
        return sign + self.number(whole) + (point + f"{rest:03d}".rstrip("0") if rest else "")

    def percent(self, hundredths: int) -> str:
        """Hundredths of a percent as `10%` or `12,5%`."""
        whole, rest = divmod(abs(hundredths), 100)
        point = "," if self.language == "vi" else "."
        return f"{MINUS if hundredths < 0 else ''}{whole}" + (point + f"{rest:02d}".rstrip("0") if rest else "") + "%"

    def share(self, part: int, whole: int) -> str:
        """A share of a whole with one decimal: `61,4%`; «—» of nothing."""
        return format_percent(part / whole, "0.0%", self._locale) if whole else "–"

    def date(self, day: Date) -> str:
        """`21/11/2026` in both languages: the shop is in Vietnam."""
        return format_date(day, "dd/MM/yyyy", self._locale)

    def long_date(self, day: Date) -> str:
        """Weekday and date: `Thứ Bảy 21/11/2026`."""
        return format_date(day, "EEEE dd/MM/yyyy", self._locale)

    def month_day(self, day: Date) -> str:
        """`30/11`."""
        return format_date(day, "dd/MM", self._locale)

    def time_(self, at: datetime) -> str:
        """`07:05`, in the zone that `at` is in."""
        return f"{at:%H:%M}"

    def datetime_(self, at: datetime) -> str:
        """`21/11/2026 07:05`, in the zone that `at` is in."""
        return f"{self.date(at.date())} {self.time_(at)}"


@cache
def in_language(language: str) -> Wording:
    """The wording of `vi` or `en`; Vietnamese for anything else."""
    return Wording(language if language in LANGUAGES else LANGUAGES[0])
