"""A real shop asked through `sell` in this process, and the oracle that has to agree with every answer."""

import json
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

from pos_desktop.cli.sell import Sell
from pos_desktop.loyalty import ledger
from pos_desktop.selling.order import Identified, Order
from pos_desktop.storage.queries import books
from tests.support import orders
from tests.support.answer_matching import differences
from tests.support.oracle import SHOP_ZONE, Answer, Member, Oracle, Request, e164
from tests.support.oracle_pricing import USUAL_VAT, Item
from tests.support.oracle_refunds import Sold
from tests.support.random_returns import RETURNING
from tests.support.shifts import closed
from tests.support.shop import OWNER, Shop, copy_of

SHELF = (
    Item("MON-NHO", "", "MÓN NHỎ", 33_333, USUAL_VAT),
    Item("PHO", "", "PHỞ", 100_000, USUAL_VAT),
    Item("TIEC", "", "TIỆC", 990_000, USUAL_VAT),
)
PHONES = ("0987654321", "0912345678")
UNKNOWN_OPERATION = {"id": "no such operation", "op": "no such operation"}
PROBES: dict[str, Request] = {
    "refund": {"sale": "KHONG-000001", "lines": "all", "to": "cash", "reason": "thử"},
    "void": {"sale": "KHONG-000001", "reason": "thử"},
    "adjust": {"member": "0562 000 017", "points": 1, "reason": "thử"},
    "shift": {"action": "open", "float": 0},
}
"""Requests that change nothing (a shift is open); who answers them otherwise than an unknown operation knows them."""


class AskedShop:
    """One shop on a copy of `template`, asked through `sell`, and its books."""

    def __init__(self, template: Path, folder: Path) -> None:
        self.shop = Shop(copy_of(template, folder), is_sample=True)
        for item in SHELF:
            self.shop.item(orders.parse(f"1 x {item.name} @ {item.price}").lines[0])
        self._sell = self._new_sell()

    def _new_sell(self) -> Sell:
        return Sell(self.shop.desk, self.shop.person(OWNER), self.shop.clock)

    def tell(self, request: Request) -> Answer:
        """Ask the program, in the words of its lines."""
        told: Answer = json.loads(json.dumps(self._sell.answer(json.dumps(request, ensure_ascii=False))))
        return told

    def restart(self) -> None:
        """Close the shop and open it again."""
        self.shop.reopen()
        self._sell = self._new_sell()

    def rows(self) -> tuple[int, ...]:
        """How many rows the tables hold that nobody may add to twice."""
        return tuple(self.shop.count(table) for table in ("sale", "entry", "lot", "journal"))

    def replay(self) -> None:
        """Entries, lots, balances and a replay of the rows agree, and nothing but a debt is below nought."""
        sums = self.shop.sums()
        assert sums["entry"] == sums["lot"] - sums["debt"] == sums["account"] - sums["debt"], sums
        with self.shop.till.db.read() as tx:
            programmes = books.programmes(tx)
            problems = [found for rows in books.accounts(tx) for found in ledger.verify(rows, programmes)]
        assert not problems, problems
        assert not self.shop.rows("SELECT 1 FROM lot WHERE left_points < 0")
        assert not self.shop.rows("SELECT 1 FROM account WHERE balance < 0 OR debt < 0")

    def prove(self) -> None:
        """What `verify` looks at: all of `replay`, and every sale, number and journal row."""
        found = self.shop.books()
        assert found.tie, found


class LoyalTill(AskedShop):
    """A shop and an oracle; `ask` fails where they disagree."""

    def __init__(self, template: Path, folder: Path) -> None:
        super().__init__(template, folder)
        self.oracle = Oracle(SHELF)
        self.oracle.now = self.shop.clock.now().astimezone(SHOP_ZONE)
        self.oracle.opened_elsewhere(cash=500_000)
        self.last: tuple[Request, Answer] | None = None
        self._serial = 0

    def begin(self) -> None:
        """Sell once to a guest, to see where the numbering stands; enrol both, and let them buy in three months."""
        request = {"id": "opening", "lines": [{"code": "PHO", "qty": 1}], "tenders": "exact"}
        given = self.tell(request)
        self.oracle.next_number = given["number"]
        self._compare(request, given)
        for phone in PHONES:
            self.ask(op="enrol", phone=phone)
        for days, code in ((0, "PHO"), (40, "TIEC"), (35, "PHO")):
            self.wait(days)
            for member in self.members:
                self.ask(lines=[{"code": code, "qty": 9 if code == "PHO" else 1}], tenders="exact", member=member.card)

    def ask(self, **request: Any) -> Answer:
        """Ask program and oracle; an answer that was no refusal may be sent again later."""
        self._serial += 1
        told = {"id": f"op-{self._serial}", **request}
        given = self.tell(told)
        self._compare(told, given)
        if given["ok"] and self.oracle.took(told["id"]):
            self.last = told, given
        return given

    def is_open(self, **request: Any) -> bool:
        """Whether the pages leave open what a request does."""
        return bool(self.oracle.open_question({"id": "?", **request}))

    def _compare(self, request: Request, given: Answer) -> None:
        expected = self.oracle.answer(request)
        self.oracle.learn(request, given)
        assert not (found := list(differences(expected, given))), "\n  ".join((str(request), *found))

    # --- what a step may do besides asking ---

    def wait(self, days: int) -> None:
        """Let days pass; what falls due is done."""
        later = self.shop.clock.now() + timedelta(days=days)
        self.ask(op="clock", at=later.astimezone(SHOP_ZONE).isoformat())

    def end_the_shift(self, short: int) -> None:
        """Count the drawer; the next sale opens a shift by itself."""
        shift, oracles = self.shop.desk.shifts.current(), self.oracle.shift
        assert shift and oracles
        counted = max(0, oracles.cash + short)
        z = closed(self.shop.desk, self.shop.person(OWNER).id, counted)
        assert z.report.figures.drawer.expected == oracles.cash
        self.oracle.shift = None

    def back_for_a_moment(self, hours: int) -> None:
        """Set the clock back, sell to a guest, and set it right again: nothing may have come alive or died."""
        now = self.shop.clock.now()
        for moment in (now - timedelta(hours=hours), now):
            self.shop.clock.set(moment)
            self.oracle.now = moment.astimezone(SHOP_ZONE)
            self.ask(lines=[{"code": "PHO", "qty": 1}], tenders="exact")

    def send_again(self) -> None:
        """Send the last request that was carried out once more: its first answer, and nothing written."""
        assert self.last
        request, first = self.last
        before = self.rows()
        assert self.tell(request) == first
        assert self.rows() == before

    def held_order(self, member: Member, points: int) -> Order:
        """An open order on the screen that holds points of a member."""
        desk, person = self.shop.desk, self.shop.person()
        order = self.shop.order(f"9 x TIỆC @ {SHELF[2].price}")
        account_id = desk.members.find(member.card).row.account_id
        order = order.with_member(account_id, Identified.CARD).redeeming(points)
        desk.orders.save(order, person.id, reserved=points)
        return order

    # --- what is there ---

    @property
    def members(self) -> list[Member]:
        """Both, in the order of their phones."""
        return [self.oracle.members[e164(phone)] for phone in PHONES]

    @property
    def sales(self) -> list[Sold]:
        """Every sale of which something may still come back, the last first."""
        return [sold for sold in reversed(self.oracle.sales.values()) if not sold.is_whole_back]

    def look_at_everybody(self) -> None:
        """Every member's balance, lots, debt and tier, as the oracle has them."""
        for member in self.members:
            request = {"id": "look", "op": "member", "find": member.phone}
            self._compare(request, self.tell(request))


@cache
def known_operations(template: Path, folder: Path) -> frozenset[str]:
    """The operations beside the sale that this program's `sell` knows."""
    shop = Shop(copy_of(template, folder), is_sample=True)
    sell = Sell(shop.desk, shop.person(OWNER), shop.clock)
    asked = {name: sell.answer(json.dumps({"id": name, "op": name, **PROBES[name]})) for name in RETURNING}
    unknown = sell.answer(json.dumps(UNKNOWN_OPERATION))["code"]
    shop.close()
    return frozenset(name for name, answer in asked.items() if answer.get("code") != unknown)
