"""Invents, from one seed, what a shop's till is asked over two years and more, its mistakes included."""

from collections.abc import Callable, Collection, Iterator
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any

from tests.support.oracle import SHOP_ZONE, Member, Oracle, Request
from tests.support.oracle_account import MINIMUM, cap_of
from tests.support.oracle_pricing import ALCOHOL_VAT, NO_VAT, USUAL_VAT, VAT_0, VAT_5, Item, Refused
from tests.support.oracle_tiers import ONE_DAY
from tests.support.random_returns import RandomReturns

LAST_DAY = date(2027, 12, 31)
TURNING_DAYS = (date(2025, 12, 31), date(2026, 12, 31), date(2027, 1, 1), date(2027, 2, 28))
DEAR = 189_000
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
NAMES = ("Nguyễn Ánh", "Trần Thị Quỳnh Như", "Lê Đức", "Phạm Hương", "Đặng Vũ", "O'Brien", "=HYPERLINK(1)")
STRANGER = "0562 000 017"


def ean13(first_twelve: str) -> str:
    """Add the check digit."""
    odd, even = (sum(map(int, first_twelve[start::2])) for start in (0, 1))
    return first_twelve + str(-(odd + 3 * even) % 10)


def shelf() -> list[Item]:
    """Forty items: every VAT group, weights, and prices from one đồng to millions."""
    cheap = (1, 333, 4_999, 9_999, 12_500, 18_000, 29_000, 45_000, 66_666, 99_999)
    dear = (189_000, 400_000, 555_555, 990_000, 1_490_000, 2_000_000, 3_333_333)
    groups = (USUAL_VAT, USUAL_VAT, ALCOHOL_VAT, VAT_5, VAT_0, NO_VAT)
    return [
        Item(
            sku=f"OR{place:04d}",
            barcode="" if place % 5 == 4 else ean13(f"89388888{place:04d}"),
            name=f"Món thử {place}",
            price=dear[place // 3 % len(dear)] if place % 3 == 2 else cheap[place % len(cheap)],
            vat=groups[place * 5 // 3 % len(groups)],
            unit="kg" if place % 8 == 7 else "ly",
        )
        for place in range(40)
    ]


def spellings(national: str) -> tuple[str, ...]:
    """Ways in which people write one phone of nine digits after the trunk prefix."""
    first, middle, last = national[:2], national[2:5], national[5:]
    ways = (f"0{national}", f"+84{national}", f"84 {first} {middle} {last}", f"0{first}.{middle}.{last}")
    old = (f"0169{national[2:]}",) if first == "39" else ()
    return (*ways, f"0084{national}", f"0{national}".translate(FULL_WIDTH), *old)


class RandomTill:
    """Draws requests for a shop; it looks at the oracle only to aim at edges.

    `count` requests are spread evenly from the oracle's clock to LAST_DAY. `operations` are those of returns, of points
    given by hand and of shifts that may be asked for too; what the pages leave open is not asked.
    """

    def __init__(
        self, seed: int, items: list[Item], oracle: Oracle, *, count: int, operations: Collection[str] = ()
    ) -> None:
        self._random, self._items, self._oracle = Random(seed), items, oracle
        self._wanted, self._most_members = count, max(16, count // 50)
        self._days_apart = max(1, 6 * (LAST_DAY - oracle.today).days // count)
        self._returns = RandomReturns(self._random, oracle, operations)
        self._appetite: dict[str, str] = {}
        self._last: Request = {}
        self._count = 0

    def requests(self) -> Iterator[Request]:
        """Yield the requests; each must be answered by the oracle before the next is asked for."""
        while self._count < self._wanted:
            for request in self._one_day(self._next_day()):
                if self._count < self._wanted:
                    self._count += 1
                    self._last = request
                    yield request

    def _chance(self, percent: int) -> bool:
        return self._random.randrange(100) < percent

    # --- when ---

    def _next_day(self) -> date:
        today = self._oracle.today
        horizon = today + timedelta(days=2 * self._days_apart)
        edges = [day for day in self._edges() if today < day <= horizon]
        day = self._random.choice(edges) if edges and self._chance(60) else None
        return min(day or today + timedelta(days=self._random.randint(1, 2 * self._days_apart)), LAST_DAY)

    def _edges(self) -> Iterator[date]:
        """The days on which something turns, and the days beside them."""
        yield from TURNING_DAYS
        for member in self._oracle.members.values():
            for lot in member.account.lots:
                yield from (lot.expires_on, lot.expires_on + ONE_DAY)
            if (review := member.account.next_review()) is not None:
                yield from (review - ONE_DAY, review, review + ONE_DAY)

    def _one_day(self, day: date) -> Iterator[Request]:
        moment = datetime.combine(day, self._random.choice((time(0), time(6, 30), time(9, 15))), SHOP_ZONE)
        self._change_appetites()
        if self._chance(50):
            yield self._timed({"op": "clock"}, moment)
        regular = self._random.choice([*self._oracle.members.values(), None])
        for _ in range(self._random.choice((2, 4, 6, 12))):
            moment = self._later(moment)
            request = self._request(regular)
            timed = request if "id" in request else self._timed(request, moment)
            if not self._oracle.open_question(timed):
                yield timed

    def _later(self, moment: datetime) -> datetime:
        """A little later the same day, now and then earlier."""
        if self._chance(15):
            return moment.replace(hour=self._random.randint(0, moment.hour))
        closing = datetime.combine(moment.date(), time(23, 59, 59), SHOP_ZONE)
        return min(moment + timedelta(seconds=self._random.randint(20, 7_000)), closing)

    def _timed(self, request: Request, moment: datetime) -> Request:
        """Give a request its id and, unless the clock may well stay where the last one left it, its time."""
        named = {"id": f"op-{self._count:05d}", **request}
        steady = self._oracle.took(self._last.get("id")) and self._oracle.today == moment.date() and moment.hour < 23
        if request.get("op") != "clock" and steady and self._oracle.now.hour < 23 and self._chance(25):
            return named
        told = moment.astimezone(UTC) if self._chance(20) else moment
        return {**named, "at": told.isoformat()}

    def _change_appetites(self) -> None:
        for phone in self._oracle.members:
            if phone not in self._appetite or self._chance(self._days_apart):
                self._appetite[phone] = self._random.choice(("small", "large", "large", "away"))

    # --- what ---

    def _request(self, regular: Member | None) -> Request:
        members = len(self._oracle.members)
        if members < 3 or (members < self._most_members and self._chance(5)):
            return self._enrolment()
        if self._last.get("action") == "close" and self._chance(50):
            return self._returns.opening()
        kinds: tuple[Callable[[], Request], ...] = (
            lambda: self._sale(regular if self._chance(60) else None),
            self._look_up,
            self._again,
            self._mistake,
            lambda: self._returns.draw() or self._look_up(),
        )
        returns = 40 if self._returns.operations else 0
        return self._random.choices(kinds, weights=(68, 12, 4, 16, returns))[0]()

    def _enrolment(self) -> Request:
        national = f"{self._random.choice(('98', '39', '86', '79'))}{self._random.randrange(10**7):07d}"
        told: Request = {"op": "enrol", "phone": self._random.choice(spellings(national))}
        if self._chance(80):
            told["name"] = self._random.choice(NAMES)
        if self._chance(30):
            told["birthday"] = f"19{self._random.randint(60, 99)}-0{self._random.randint(1, 9)}-15"
        return told

    def _look_up(self) -> Request:
        return {"op": "member", "find": self._named(self._any_member())}

    def _any_member(self) -> Member:
        return self._random.choice(list(self._oracle.members.values()))

    def _named(self, member: Member) -> str:
        if self._chance(50):
            return member.card
        return self._random.choice(spellings(member.phone.removeprefix("+84")))

    def _again(self) -> Request:
        """The last request once more, whole or changed under the same id."""
        if not self._oracle.took(self._last.get("id")):
            return self._sale(None)
        if self._chance(50):
            return self._last
        if isinstance(self._last.get("lines"), list):
            return {**self._last, "lines": self._last["lines"] * 2}
        return {**self._last, "reason" if "reason" in self._last else "name": "Người khác"}

    def _sale(self, regular: Member | None) -> Request:
        member = regular or (self._any_member() if self._chance(70) else None)
        if member and self._appetite.get(member.phone) == "away":
            member = None
        large = member is not None and self._appetite.get(member.phone) == "large"
        request: Request = {"lines": [self._line(large=large) for _ in range(self._random.randint(1, 5))]}
        if self._chance(50):
            request["op"] = "sale"
        if self._chance(20):
            request["discount"] = self._discount()
        if member:
            request["member"] = self._named(member)
            if self._chance(35 if member.account.available(self._oracle.today) >= MINIMUM else 8):
                request["redeem"] = self._points(member, request)
        return {**request, "tenders": self._tenders(request)}

    def _line(self, *, large: bool) -> Request:
        item = self._random.choice([item for item in self._items if large or item.price < DEAR or self._chance(6)])
        line: Request = {"code": item.barcode if item.barcode and self._chance(50) else item.sku}
        line["qty"] = self._random.choice((1, 1, 1, 2, 3, 7))
        if item.unit == "kg":
            line["qty"] = self._random.choice(("0.35", "1.005", "0.001", "12.5", 2))
        if self._chance(25):
            line["discount"] = self._discount()
        return line

    def _discount(self) -> int | str:
        return self._random.choice(("10%", "12.5%", "33.33%", "0.01%", "100%", 1, 999, 5_000, 77_777, 10_000_000))

    def _points(self, member: Member, request: Request) -> int | str:
        available = member.account.available(self._oracle.today)
        try:
            cap = cap_of(self._oracle.quote(request).due)
        except Refused:
            cap = 0
        most = member.account.most(cap * 200, self._oracle.today)
        near = (
            available + 10,
            available // 10 * 10,
            most,
            most + 10,
            cap // 10 * 10 + 10,
            40,
            50,
            55,
            60,
            1_000,
            1_010,
        )
        return "max" if self._chance(40) else max(1, self._random.choice(near))

    def _tenders(self, request: Request) -> str | list[Any]:
        try:
            due = self._oracle.quote(request).due
        except Refused:
            return "exact"
        if due == 0 or self._chance(35):
            return "exact"
        part = self._random.choice((due, due // 2, due // 3, 0))
        tenders: list[Any] = []
        if part:
            tenders.append({"type": self._random.choice(("card", "bank_qr", "ewallet")), "amount": part, "ref": "T-77"})
        if rest := due - part:
            rounded = rest + -rest % self._random.choice((1, 1_000, 50_000, 500_000))
            tenders.append({"type": "cash", "amount": min(rounded, 9 * rest)})
        return tenders

    def _mistake(self) -> Request:
        """A sale, an enrolment or a search with one thing wrong."""
        sale = {**self._sale(None), "tenders": "exact"}
        sale.pop("redeem", None)
        first, amount = sale["lines"][0], self._random.choice((0, -5))
        choose = self._random.choice
        card = self._any_member().card
        forged = card[:-3] + str((int(card[-3]) + 1) % 10) + card[-2:]
        due = self._oracle.quote({"lines": sale["lines"]}).due
        stranger = {**sale, "member": STRANGER}
        guest = {name: value for name, value in sale.items() if name != "member"}
        return choose(
            [
                {**sale, "lines": [{**first, "code": "KHONG-CO"}, first]},
                {**sale, "lines": [{**first, "qty": choose((0, -1, "0", "-0.5", "0.0001"))}]},
                {**sale, "lines": [{**first, "discount": choose(("101%", "1.234%", "-5%", -1))}]},
                {**sale, "lines": []},
                {**sale, "discount": choose(("101%", "1.234%", "-5%", -1))},
                stranger,
                {**sale, "member": forged},
                {**guest, "redeem": choose((50, "max"))},
                {**sale, "member": card, "redeem": amount},
                {**sale, "tenders": [{"type": "cash", "amount": amount}]},
                {"lines": sale["lines"], "tenders": [{"type": "cash", "amount": max(1, due - 1)}]},
                {"lines": sale["lines"], "tenders": [{"type": choose(("card", "bank_qr")), "amount": due + 1}]},
                {"op": "enrol", "phone": choose(("12", "abc", "0901"))},
                {"op": "enrol", "phone": self._any_member().phone, "name": "Trùng"},
                {"op": "member", "find": choose((STRANGER, forged))},
            ]
        )
