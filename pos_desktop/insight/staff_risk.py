"""Compares how often people of the shop do what deserves a look, each against the others' median."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import median_low
from typing import Final

from pos_desktop.core.ids import Id

TIMES: Final = 2
"""How many times the others' median a rate has to be above to be marked."""
LEAST_CASES: Final = 3
"""Cases below which nothing is marked: once or twice happens to everybody."""
LEAST_SALES: Final = 20
"""Sales below which a rate says nothing, of the person or of who they are compared with."""
BILLS_A_DAY: Final = 3
"""The bill of one member, by one person on one day, from which on each is a case."""


class Sign(StrEnum):
    """What is counted of each person."""

    LATE_ATTACH = "late_attach"
    MANY_BILLS = "many_bills"
    UNSCANNED = "unscanned"
    VOID_AFTER = "void_after"
    NO_SALE = "no_sale"
    DISCOUNT = "discount"
    PRICE = "price"
    REFUND = "refund"
    OWN_CARD = "own_card"


@dataclass(frozen=True, slots=True)
class Rate:
    """How often a person did it. `per_100` and `others` are in hundredths: 250 is 2.5 cases in 100 sales.

    `per_100` is None for who sold nothing; `others` is the others' median, None where nobody else sold enough.
    """

    sign: Sign
    cases: int
    per_100: int | None
    others: int | None
    is_marked: bool


@dataclass(frozen=True, slots=True)
class Watched:
    """A person with their sales in the period, and a rate for every sign."""

    staff_id: Id
    sales: int
    rates: tuple[Rate, ...]

    @property
    def marked(self) -> tuple[Rate, ...]:
        """What is far above the others."""
        return tuple(rate for rate in self.rates if rate.is_marked)


def watch(sales: Mapping[Id, int], cases: Iterable[tuple[Id, Sign]]) -> tuple[Watched, ...]:
    """Everybody who sold or did any of it; those with most marks first, then by sales."""
    counted = Counter(cases)
    people = sorted({*sales, *(staff_id for staff_id, _sign in counted)})
    watched = [_watched(person, people, sales, counted) for person in people]
    return tuple(sorted(watched, key=lambda one: (-len(one.marked), -one.sales, one.staff_id)))


def _watched(
    person: Id, people: Sequence[Id], sales: Mapping[Id, int], counted: Mapping[tuple[Id, Sign], int]
) -> Watched:
    own = sales.get(person, 0)
    others = [other for other in people if other != person and sales.get(other, 0) >= LEAST_SALES]
    rates = []
    for sign in Sign:
        cases = counted.get((person, sign), 0)
        median = _median([per_100(counted.get((other, sign), 0), sales[other]) for other in others])
        rates.append(_rate(sign, cases, own, median))
    return Watched(person, own, tuple(rates))


def _rate(sign: Sign, cases: int, sales: int, median: int | None) -> Rate:
    own = per_100(cases, sales) if sales else None
    is_known = own is not None and median is not None and sales >= LEAST_SALES
    is_far = is_known and cases >= LEAST_CASES and (own or 0) > TIMES * (median or 0)
    return Rate(sign, cases, own, median, bool(is_far))


def per_100(cases: int, sales: int) -> int:
    """Cases in 100 sales, in hundredths, half up."""
    return (cases * 20_000 + sales) // (2 * sales)


def _median(rates: Sequence[int]) -> int | None:
    """The middle one, of an even number the lower: one bad neighbour does not cover another."""
    return median_low(rates) if rates else None
