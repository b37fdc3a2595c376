"""Compares an answer of `sell` with the one that was expected, field by field."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from fractions import Fraction
from typing import Any


class _Anything:
    def __eq__(self, other: object) -> bool:
        return other is not None

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return "anything"


class _Nothing:
    """What does not apply: absent, null, nought or empty."""

    def __eq__(self, other: object) -> bool:
        return not other

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return "nothing"


ANYTHING, NOTHING = _Anything(), _Nothing()


class CardText:
    """The 32 digits of a member card."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, str) and len(other) == 32 and other.isascii() and other.isdigit() and other[:2] == "29"

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return "32 digits from 29"


class CodeIn:
    """One of the refusals that the pages allow; none named allows any."""

    def __init__(self, codes: frozenset[str]) -> None:
        self.codes = codes

    def __eq__(self, other: object) -> bool:
        return isinstance(other, str) and bool(other) and (not self.codes or other in self.codes)

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return " or ".join(sorted(self.codes)) or "any refusal"


class Instant:
    """A moment in ISO 8601 with offset; where it was not set by hand the clock may have run on a little."""

    def __init__(self, moment: datetime, *, exact: bool) -> None:
        self.moment, self.run_on = moment, timedelta(0) if exact else timedelta(minutes=10)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, str):
            return False
        told = datetime.fromisoformat(other)
        return told.utcoffset() is not None and timedelta(0) <= told - self.moment <= self.run_on

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return self.moment.isoformat()


class OneOf:
    """A number that the pages allow to be told in several ways."""

    def __init__(self, *allowed: int) -> None:
        self.allowed = frozenset(allowed)

    def __eq__(self, other: object) -> bool:
        return type(other) is int and other in self.allowed

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return " or ".join(map(str, sorted(self.allowed)))


class ByTender:
    """Đồng by kind of tender, told as an object or as a list of `{type, amount}`; noughts need not be told."""

    def __init__(self, amounts: Mapping[str, int]) -> None:
        self.amounts = {kind: amount for kind, amount in amounts.items() if amount}

    def __eq__(self, other: object) -> bool:
        if isinstance(other, list):
            told: Counter[str] = Counter()
            for entry in other:
                told[entry.get("type")] += entry.get("amount", 0)
            other = told
        return isinstance(other, dict) and {kind: told for kind, told in other.items() if told} == self.amounts

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return repr(self.amounts)


class Lots:
    """Lots in any order, equal ones told together or apart; one without a sale may name any."""

    def __init__(self, lots: Iterable[dict[str, Any]]) -> None:
        self.lots = list(lots)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, list):
            return False
        given, expected = Counter[Any](), Counter[Any]()
        for lot in other:
            given[lot.get("sale"), lot.get("usable_from"), lot.get("expires_on")] += lot["points"]
        for lot in self.lots:
            expected[lot["sale"], lot["usable_from"], lot["expires_on"]] += lot["points"]
        anybody = {key: expected.pop(key) for key in list(expected) if key[0] is None}
        given.subtract(expected)
        left: Counter[Any] = Counter()
        for (_sale, *dates), points in given.items():
            left[None, *dates] += points
        left = Counter({key: points for key, points in left.items() if points})
        return min(given.values(), default=0) >= 0 and left == anybody

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return repr(self.lots)


def differences(expected: Any, given: Any, place: str = "answer") -> Iterator[str]:
    """Name every place where `given` is not as expected; fields beyond the expected ones are welcome."""
    if isinstance(expected, dict) and isinstance(given, dict):
        for name, value in expected.items():
            yield from differences(value, _plain(name, given.get(name)), f"{place}.{name}")
    elif isinstance(expected, list) and isinstance(given, list) and len(expected) == len(given):
        for index, (value, told) in enumerate(zip(expected, given, strict=True)):
            yield from differences(value, told, f"{place}[{index}]")
    elif isinstance(expected, bool | int) and type(expected) is not type(given):
        yield f"{place}: {given!r} instead of {expected!r}, of another kind"
    elif expected != given:
        yield f"{place}: {given!r} instead of {expected!r}"


def _plain(name: str, value: Any) -> Any:
    """One spelling for what the contract leaves open."""
    if name == "qty" and value is not None:
        return Fraction(str(value))
    if name == "vat" and isinstance(value, list):
        return sorted(value, key=lambda entry: entry.get("rate") is None)
    if name == "lots" and isinstance(value, list):
        left = [lot for lot in value if lot.get("points")]
        return sorted(left, key=lambda lot: (str(lot.get("expires_on")), str(lot.get("sale"))))
    return value
