"""Finds members, quotes orders and keeps sales by the contract, pricing and loyalty pages alone."""

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from fractions import Fraction
from typing import Any

from tests.support.answer_matching import NOTHING, Instant
from tests.support.oracle_account import POINT_VALUE, Account
from tests.support.oracle_pricing import (
    Item,
    Line,
    Refused,
    pay_with_points,
    price,
    rate_of,
    settle,
    share,
    vat_groups,
)
from tests.support.oracle_refunds import Sold, paid_by, sold_lines
from tests.support.oracle_tiers import TIERS

SHOP_ZONE = timezone(timedelta(hours=7))
MOBILE_PREFIXES_SINCE_2018 = {
    **{f"016{last}": f"03{last}" for last in "23456789"},
    **{"0120": "070", "0121": "079", "0122": "077", "0126": "076", "0128": "078"},
    **{"0123": "083", "0124": "084", "0125": "085", "0127": "081", "0129": "082"},
    **{"0186": "056", "0188": "058", "0199": "059"},
}

Request = dict[str, Any]
Answer = dict[str, Any]


@dataclass(slots=True)
class Member:
    """A person as the shop knows them; `card` is learnt from the program's own answer."""

    phone: str
    name: str | None
    account: Account = field(default_factory=Account)
    card: str = ""


@dataclass(slots=True)
class Quote:
    """A sale before it is paid."""

    member: Member | None
    lines: list[Line]
    redeemed: int = 0

    @property
    def due(self) -> int:
        return sum(line.amount for line in self.lines)


@dataclass(slots=True)
class Shift:
    """An open shift and what its drawer should hold."""

    serial: int
    cash: int


def e164(told: str) -> str:
    """A Vietnamese phone in one spelling.

    >>> e164("0084 (987) 654.321"), e164("0169 123 4567")
    ('+84987654321', '+84391234567')
    """
    digits = re.sub(r"[^0-9+]", "", unicodedata.normalize("NFKC", told))
    national = re.sub(r"^(\+84|0084|84(?=\d{9}$)|0)", "", digits)
    national = MOBILE_PREFIXES_SINCE_2018.get("0" + national[:3], "0" + national[:3])[1:] + national[3:]
    if not re.fullmatch(r"[35789]\d{8}", national):
        raise Refused("INVALID_PHONE")
    return "+84" + national


class Sales:
    """A sample shop that sells.

    `discount_limit` is the most that the seller may give on one discount, as a part; None is no limit.
    """

    def __init__(
        self, items: Sequence[Item], *, discount_limit: Fraction | None = None, may_refund: bool = True
    ) -> None:
        self.shelf = {code: item for item in items for code in (item.sku, item.barcode) if code}
        self.members: dict[str, Member] = {}
        self.now = datetime(2025, 9, 1, tzinfo=SHOP_ZONE)
        self.next_number = ""
        self.seen: Counter[str] = Counter()
        self.sales: dict[str, Sold] = {}
        self.shift: Shift | None = None
        self._shifts = 0
        self._limit, self._may_refund = discount_limit, may_refund
        self._first_answers: dict[str, tuple[str, Answer]] = {}

    @property
    def today(self) -> date:
        return self.now.date()

    def quote(self, request: Request) -> Quote:
        """Price a sale and its points; nothing changes."""
        member = self.find(request["member"]) if "member" in request else None
        if not request["lines"]:
            raise Refused()
        quote = Quote(member, price(request["lines"], request.get("discount"), self.shelf, self._limit))
        if "redeem" in request:
            if member is None:
                raise Refused("UNKNOWN_MEMBER")
            by_card = request["member"] == member.card
            quote.redeemed = member.account.redeemable(request["redeem"], quote.due, self.today, card_shown=by_card)
            pay_with_points(quote.lines, quote.redeemed * POINT_VALUE)
        return quote

    def find(self, told: str) -> Member:
        """A member by card or phone."""
        if re.fullmatch(r"29\d{30}", told):
            for member in self.members.values():
                if member.card == told:
                    return member
            raise Refused("INVALID_CARD")
        if (phone := e164(told)) not in self.members:
            raise Refused("UNKNOWN_MEMBER")
        return self.members[phone]

    def _sale(self, request: Request) -> Answer:
        quote = self.quote(request)
        paid, change = settle(quote.due, request["tenders"])
        number = self._take_number()
        self._keep(number, quote, paid_by(quote.due, request["tenders"]))
        self.seen["sale to a member" if quote.member else "sale to a guest"] += 1
        answer = {
            "number": number,
            "at": Instant(self.now, exact="at" in request),
            "business_date": self.today.isoformat(),
            "goods": sum(line.gross for line in quote.lines),
            "discount": sum(line.discount for line in quote.lines),
            "points_value": quote.redeemed * POINT_VALUE,
            "due": quote.due,
            "paid": paid,
            "change": change,
            "basis": quote.due,
            "redeemed": quote.redeemed,
            "vat": vat_groups(quote.lines, self.today),
        }
        answer |= self._book(quote.member.account, quote, number) if quote.member else GUEST
        return answer | {"lines": [_shown(place, line, self.today) for place, line in enumerate(quote.lines, start=1)]}

    def _book(self, account: Account, quote: Quote, number: str) -> Answer:
        """Write the points of a sale; the tier that multiplies is the tier before it."""
        day, before = self.today, account.tier
        earned = account.earns(quote.due, day)
        for line, points in zip(quote.lines, share(earned, [line.amount for line in quote.lines]), strict=True):
            line.points = points
        sold = self.sales[number]
        sold.account, sold.tier_before, sold.earned, sold.redeemed = account, before, earned, quote.redeemed
        if quote.redeemed:
            sold.taken = account.spend(quote.redeemed, day)
            self.seen["redeemed"] += 1
        sold.own = account.earn(earned, number, day)
        account.qualify(quote.due, day, number, self.now)
        return {
            "earned": earned,
            "available": account.available(day),
            "pending": 0,
            "debt": account.debt,
            "tier_before": TIERS[before][0],
            "tier": TIERS[account.tier][0],
            "to_next_tier": NOTHING if account.to_next_tier(day) is None else account.to_next_tier(day),
        }

    def _keep(self, number: str, quote: Quote, paid: Counter[str]) -> None:
        """Keep of a sale what a return will need."""
        shift = self._open_shift()
        self.sales[number] = Sold(number, self.now, self.today, shift.serial, sold_lines(quote.lines), paid)
        shift.cash += paid["cash"]

    def opened_elsewhere(self, cash: int) -> None:
        """A shift stands open already, with this much in the drawer."""
        self._open_shift().cash = cash

    def _open_shift(self) -> Shift:
        """The shift that is open; a sample shop opens one by itself."""
        if self.shift is None:
            self._shifts += 1
            self.shift = Shift(self._shifts, 0)
        return self.shift

    def _take_number(self) -> str:
        number = self.next_number
        register, serial = number.rsplit("-", 1)
        self.next_number = f"{register}-{int(serial) + 1:06d}"
        return number


GUEST: Mapping[str, Any] = {
    "earned": 0,
    **dict.fromkeys(("available", "pending", "debt", "tier_before", "tier", "to_next_tier"), NOTHING),
}


def _shown(place: int, line: Line, day: date) -> Answer:
    return {
        "line": place,
        "name": line.item.name,
        "qty": line.qty,
        "unit_price": line.item.price,
        "gross": line.gross,
        "discount": line.discount,
        "points_share": line.points_share,
        "amount": line.amount,
        "rate": rate_of(line.item.vat, day),
        "points": line.points,
    }
