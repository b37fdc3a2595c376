"""What is typed in one line of a form: how it is written for a person, and how what was typed is read back."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date as Day
from fractions import Fraction
from typing import Any, Final

from pos_desktop.core.money import MOST_MONEY
from pos_desktop.core.rates import WHOLE
from pos_desktop.wording import _, date, language, money, number, percent, quantity

_GROUPED: Final = re.compile(r"[0-9]{1,12}|[0-9]{1,3}([., \u00a0][0-9]{3}){1,3}", re.ASCII)
_DECIMAL: Final = re.compile(r"([0-9]{1,6})(?:[.,]([0-9]{1,3}))?", re.ASCII)
_DAY: Final = re.compile(r"([0-9]{1,2})[/.\- ]([0-9]{1,2})[/.\- ]([0-9]{4})", re.ASCII)
_TIME: Final = re.compile(r"([0-9]{1,2})(?:[:hg.]([0-9]{2})?)?", re.ASCII)


class Wrong(ValueError):
    """What was typed cannot be; `str` is the sentence for under the field."""


@dataclass(frozen=True, slots=True)
class Typed:
    """Base of the kinds that are typed in one line. `may_be_empty`: an empty line is None."""

    may_be_empty: bool = False

    @property
    def unit(self) -> str:
        """What stands behind the line."""
        return ""

    @property
    def is_number(self) -> bool:
        """Whether digits alone are typed."""
        return True

    def write(self, plain: Any) -> str:
        """Write a value for a person."""
        return "" if plain is None else self.written(plain)

    def read(self, text: str) -> Any:
        """Read what was typed.

        Raises:
            Wrong: it cannot be read, or is out of bounds.
        """
        text = text.strip()
        if text:
            return self.parsed(text)
        if self.may_be_empty:
            return None
        raise Wrong(_("Còn trống."))

    def written(self, plain: Any) -> str:
        """Write a value that is there."""
        return str(plain)

    def parsed(self, text: str) -> Any:
        """Read a text that is not empty."""
        return text


@dataclass(frozen=True, slots=True)
class Number(Typed):
    """A whole number from `least` through `most`; `of` is its unit."""

    least: int = 0
    most: int = 1_000_000
    of: str = ""

    @property
    def unit(self) -> str:
        """What is counted."""
        return _(self.of)

    def written(self, plain: int) -> str:
        """Write with groups."""
        return number(plain)

    def parsed(self, text: str) -> int:
        """Read digits, with or without groups."""
        bare = text.replace("\u2212", "-")
        sign, bare = (-1, bare[1:]) if bare.startswith("-") and self.least < 0 else (1, bare)
        if not _GROUPED.fullmatch(bare):
            raise Wrong(_("Chỉ nhập chữ số."))
        return _bounded(sign * int(re.sub(r"\D", "", bare)), self.least, self.most, number)


@dataclass(frozen=True, slots=True)
class Amount(Typed):
    """Đồng."""

    least: int = 0
    most: int = MOST_MONEY

    @property
    def unit(self) -> str:
        """The currency."""
        return "₫"

    def written(self, plain: int) -> str:
        """Write with groups."""
        return number(plain)

    def parsed(self, text: str) -> int:
        """Read digits, with or without groups and ₫."""
        bare = text.removesuffix("₫").strip()
        if not _GROUPED.fullmatch(bare):
            raise Wrong(_("Chỉ nhập chữ số."))
        return _bounded(int(re.sub(r"\D", "", bare)), self.least, self.most, money)


@dataclass(frozen=True, slots=True)
class Share(Typed):
    """Hundredths of a percent, typed as percent."""

    least: int = 0
    most: int = WHOLE

    @property
    def unit(self) -> str:
        """Percent."""
        return "%"

    def written(self, plain: int) -> str:
        """Write without the sign, which is the unit."""
        return percent(plain).removesuffix("%")

    def parsed(self, text: str) -> int:
        """Read percent with at most two decimals."""
        exact = _decimal(text.removesuffix("%").strip()) * 100
        if exact.denominator != 1:
            raise Wrong(_("Nhiều nhất hai số lẻ."))
        return _bounded(int(exact), self.least, self.most, percent)


@dataclass(frozen=True, slots=True)
class Pieces(Typed):
    """A quantity in thousandths, typed as `2` or `0,5`."""

    most: int = 1_000_000

    def written(self, plain: int) -> str:
        """Write with decimals where there are any."""
        return quantity(plain)

    def parsed(self, text: str) -> int:
        """Read at most three decimals."""
        return int(_decimal(text) * 1000)


@dataclass(frozen=True, slots=True)
class Multiplier(Typed):
    """An exact ratio such as 1,5; kept as `num` and `den`."""

    most: int = 10

    @property
    def unit(self) -> str:
        """How often."""
        return _("lần")

    def written(self, plain: Mapping[str, int]) -> str:
        """Write as decimals where that is exact, else as a fraction."""
        exact = Fraction(plain["num"], plain["den"])
        thousandths = exact * 1000
        if thousandths.denominator != 1:
            return f"{exact.numerator}/{exact.denominator}"
        whole, rest = divmod(int(thousandths), 1000)
        point = "," if language() == "vi" else "."
        return str(whole) + (point + f"{rest:03d}".rstrip("0") if rest else "")

    def parsed(self, text: str) -> dict[str, int]:
        """Read `1,5` or `4/3`."""
        top, slash, bottom = text.partition("/")
        if slash and not (bottom.strip().isdigit() and int(bottom)):
            raise Wrong(_("Nhập như 1,5 hoặc 4/3."))
        exact = _decimal(top.strip()) / (int(bottom) if slash else 1)
        if exact > self.most:
            raise Wrong(_("Nhiều nhất {most} lần.").format(most=self.most))
        return {"num": exact.numerator, "den": exact.denominator}


@dataclass(frozen=True, slots=True)
class Words(Typed):
    """A text of at most `most` characters."""

    most: int = 60

    @property
    def is_number(self) -> bool:
        """Letters may be typed."""
        return False

    def read(self, text: str) -> str:
        """Read the text without blanks around it; an empty one stays a text."""
        bare = " ".join(text.split())
        if not bare and not self.may_be_empty:
            raise Wrong(_("Còn trống."))
        if len(bare) > self.most:
            raise Wrong(_("Nhiều nhất {most} ký tự.").format(most=self.most))
        return bare


@dataclass(frozen=True, slots=True)
class Names(Typed):
    """A few short texts, typed with commas between them; none at all is an empty list."""

    most: int = 40

    @property
    def is_number(self) -> bool:
        """Letters may be typed."""
        return False

    def written(self, plain: Sequence[str]) -> str:
        """Write them in their order."""
        return ", ".join(plain)

    def read(self, text: str) -> list[str]:
        """Read each once, without blanks around it."""
        found = list(dict.fromkeys(bare for part in text.split(",") if (bare := " ".join(part.split()))))
        if any(len(name) > self.most for name in found):
            raise Wrong(_("Nhiều nhất {most} ký tự.").format(most=self.most))
        return found


@dataclass(frozen=True, slots=True)
class Capitals(Words):
    """A word in capital letters and digits; "" for none."""

    def read(self, text: str) -> str:
        """Read it in capitals, whatever way it was typed."""
        return Words.read(self, text).upper()


@dataclass(frozen=True, slots=True)
class Date(Typed):
    """A day, kept as ISO 8601."""

    def written(self, plain: str) -> str:
        """Write day, month and year."""
        return date(Day.fromisoformat(plain))

    def parsed(self, text: str) -> str:
        """Read `22/11/2026`."""
        match = _DAY.fullmatch(text)
        try:
            return Day(int(match[3]), int(match[2]), int(match[1])).isoformat() if match else _no_day()
        except ValueError:
            _no_day()
            raise


@dataclass(frozen=True, slots=True)
class Minute(Typed):
    """A time of day, kept as minutes after midnight; 24:00 is the end of the day."""

    def written(self, plain: int) -> str:
        """Write `07:05`."""
        return "{:02d}:{:02d}".format(*divmod(plain, 60))

    def parsed(self, text: str) -> int:
        """Read `7`, `7:05`, `7h05`."""
        match = _TIME.fullmatch(text)
        minute = int(match[1]) * 60 + int(match[2] or 0) if match else -1
        if match is None or int(match[2] or 0) > 59 or not 0 <= minute <= 24 * 60:
            raise Wrong(_("Nhập giờ như 07:30."))
        return minute


def _decimal(text: str) -> Fraction:
    match = _DECIMAL.fullmatch(text)
    if match is None:
        raise Wrong(_("Nhập một số như 1,5."))
    return Fraction(f"{match[1]}.{match[2] or 0}")


def _bounded(value: int, least: int, most: int, say: Callable[[int], str]) -> int:
    if not least <= value <= most:
        raise Wrong(_("Từ {least} đến {most}.").format(least=say(least), most=say(most)))
    return value


def _no_day() -> str:
    raise Wrong(_("Nhập ngày như 22/11/2026."))
