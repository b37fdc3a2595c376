"""Invents what goes wrong after a sale: returns, voids, points given by hand, shifts that end; with their mistakes."""

from collections.abc import Callable, Collection, Iterator
from datetime import date, timedelta
from fractions import Fraction
from random import Random

from tests.support.oracle import Member, Oracle, Request
from tests.support.oracle_refunds import Sold, SoldLine

RETURNING = ("refund", "void", "adjust", "shift")
REASONS = ("Khách đổi ý", "Gọi nhầm món", "Hàng lỗi; đổi lại", "=1+1")
NEAR = timedelta(days=12)


def told(qty: Fraction) -> int | str:
    """A quantity as a request has it.

    >>> told(Fraction(2)), told(Fraction(7, 20))
    (2, '0.350')
    """
    return int(qty) if qty.denominator == 1 else f"{float(qty):.3f}"


class RandomReturns:
    """Draws requests after the sale; `operations` are those that may be asked."""

    def __init__(self, random: Random, oracle: Oracle, operations: Collection[str]) -> None:
        self._random, self._oracle = random, oracle
        self.operations = [name for name in RETURNING if name in operations]
        self._adjusted_on: date | None = None

    def draw(self) -> Request | None:
        """A request, or none where there is nothing to ask about yet."""
        weights = {"refund": 66, "void": 16, "adjust": 12, "shift": 6}
        kinds: dict[str, Callable[[], Request | None]] = {
            "refund": self._refund,
            "void": self._void,
            "adjust": self._adjust,
            "shift": self._close,
        }
        chosen = self._random.choices(self.operations, weights=[weights[name] for name in self.operations])[0]
        return kinds[chosen]()

    def _chance(self, percent: int) -> bool:
        return self._random.randrange(100) < percent

    # --- returns ---

    def _refund(self) -> Request | None:
        sold = self._any_sale()
        if sold is None:
            return None
        request: Request = {"op": "refund", "sale": sold.number, "lines": self._lines(sold)}
        request |= {"to": self._random.choice(("original", "cash")), "reason": self._random.choice(REASONS)}
        if self._chance(12):
            return self._wrong(request, sold)
        return {**request, "preview": True} if self._chance(15) else request

    def _lines(self, sold: Sold) -> str | list[Request]:
        left = [(place, line) for place, line in enumerate(sold.lines, start=1) if line.left]
        if not left or self._chance(30):
            return "all"
        chosen = self._random.sample(left, self._random.randint(1, len(left)))
        return [{"line": place, "qty": told(self._part(line))} for place, line in chosen]

    def _part(self, line: SoldLine) -> Fraction:
        """Some of what is left of a line: whole pieces, or any thousandths where it was weighed."""
        if self._chance(35):
            return line.left
        if line.qty.denominator == 1:
            return Fraction(self._random.randint(1, int(line.left)))
        return Fraction(self._random.randint(1, int(line.left * 1_000)), 1_000)

    def _wrong(self, request: Request, sold: Sold) -> Request:
        line = self._random.randint(1, len(sold.lines))
        too_much = told(sold.lines[line - 1].left + 1)
        return self._random.choice(
            [
                {**request, "sale": "KHONG-000001"},
                {**request, "lines": []},
                {**request, "to": "pocket"},
                {**request, "lines": [{"line": line, "qty": too_much}]},
                {**request, "lines": [{"line": line, "qty": self._random.choice((0, -1, "0.0001"))}]},
                {**request, "lines": [{"line": self._random.choice((0, len(sold.lines) + 1)), "qty": 1}]},
            ]
        )

    def _void(self) -> Request | None:
        recent = list(self._oracle.sales.values())[-3:]
        sold = self._random.choice(recent) if recent and self._chance(80) else self._any_sale()
        if sold is None:
            return None
        number = "KHONG-000001" if self._chance(4) else sold.number
        return {"op": "void", "sale": number, "reason": self._random.choice(REASONS)}

    def _any_sale(self) -> Sold | None:
        """A sale, drawn from one of the crowds that make returns hard; now and then one that is back already."""
        if self._chance(6):
            gone = [sold for sold in self._oracle.sales.values() if sold.is_whole_back]
            return self._random.choice(gone) if gone else None
        crowds = [crowd for crowd in self._crowds() if crowd]
        return self._random.choice(self._random.choice(crowds)) if crowds else None

    def _crowds(self) -> Iterator[list[Sold]]:
        """All sales, the last, the begun, those of spent or expired points, of points near their end, of a new tier."""
        sales = [sold for sold in self._oracle.sales.values() if not sold.is_whole_back]
        members = [sold for sold in sales if sold.account is not None]
        soon = self._oracle.today + NEAR
        yield sales
        yield members[-4:]
        yield [sold for sold in sales if not sold.untouched]
        yield [sold for sold in members if sold.own and sold.own.points + sold.own.lost < sold.earned - sold.clawed]
        yield [sold for sold in members if sold.own and sold.own.lost]
        yield [sold for sold in members if any(part.points and part.lot.expires_on < soon for part in sold.taken)]
        yield [sold for sold in members[-6:] if _made_the_tier(sold)]

    # --- people ---

    def _adjust(self) -> Request | None:
        """At most one a day and a hundred points: the pages do not say above how many a second person answers."""
        members = list(self._oracle.members.values())
        if self._adjusted_on == self._oracle.today or not members:
            return None
        self._adjusted_on = self._oracle.today
        member = self._random.choice(members)
        return {
            "op": "adjust",
            "member": self._random.choice((member.phone, member.card)),
            "points": self._points(member),
            "reason": self._random.choice(REASONS),
        }

    def _points(self, member: Member) -> int:
        available = member.account.available(self._oracle.today)
        near = (1, 7, 50, 100, -1, -7, -min(available, 100), -available - 1, 0)
        return self._random.choice([points for points in near if abs(points) <= 101])

    def opening(self) -> Request:
        """The opening of a shift; right after a closing, before `sell` may have opened one by itself."""
        return {"op": "shift", "action": "open", "float": self._random.choice((0, 500_000))}

    def _close(self) -> Request | None:
        shift = self._oracle.shift
        if shift is None:
            return None
        counted = max(0, shift.cash + self._random.choice((0, 0, -1_000, 500)))
        return {"op": "shift", "action": "close", "counted": counted}


def _made_the_tier(sold: Sold) -> bool:
    made = sold.account.step.made if sold.account else None
    return made is not None and made.sale == sold.number
