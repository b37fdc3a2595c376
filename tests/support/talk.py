"""A sample shop with a programme of one's own, spoken to through `sell`; every answer is checked against the books."""

import json
from dataclasses import replace
from datetime import UTC
from typing import Any

from pos_desktop.cli.sell import Sell
from pos_desktop.core.clock import MovableClock
from pos_desktop.loyalty.programme import Programme
from pos_desktop.services.desk import Desk, desk_of
from tests.support import orders
from tests.support.shop import OWNER, Shop, moment

PRICES = {"PHO": 100_000, "TRA": 20_000}
PHONE = "0912345678"


class Talk:
    """The owner at the counter: bowls for 100.000 ₫ and tea for 20.000 ₫, one member with a card."""

    def __init__(self, shop: Shop, **parts: Any) -> None:
        self.shop = shop
        for name, price in PRICES.items():
            shop.item(orders.parse(f"1 x {name} @ {price}").lines[0])
        self.clock = MovableClock(shop.clock)
        till = shop.till
        self.till = replace(till, clock=self.clock)
        self.desk: Desk = desk_of(self.till)
        self.owner = shop.person(OWNER)
        if parts:
            self.change(**parts)
        self.sell = Sell(self.desk, self.owner, self.clock)
        self.serial = 0
        self.card = self.done(op="enrol", phone=PHONE, name="Ngọc Ánh")["card"]
        self.account_id = self.desk.members.find(self.card).row.account_id

    def change(self, **parts: Any) -> Programme:
        """Save the next version of the programme, in force today."""
        newest = self.desk.programmes.newest()
        return self.desk.programmes.save(
            replace(newest, **parts), self.till.today(), self.owner.id, newest.version
        )  # fmt: skip

    def on(self, text: str) -> None:
        """Set the clock, and let what falls due fall due."""
        self.done(op="clock", at=moment(text).astimezone(UTC).isoformat())

    def ask(self, **body: Any) -> dict[str, Any]:
        """The answer to one request."""
        self.serial += 1
        return self.sell.answer(json.dumps({"id": f"t{self.serial}", **body}, ensure_ascii=False))

    def done(self, **body: Any) -> dict[str, Any]:
        """The answer to a request that must not be refused."""
        answer = self.ask(**body)
        assert answer["ok"], answer
        return answer

    def code(self, **body: Any) -> str:
        """Why a request is refused; nothing may have been written."""
        before = self.rows()
        answer = self.ask(**body)
        assert not answer["ok"], answer
        assert self.rows() == before
        return str(answer["code"])

    def rows(self) -> tuple[int, ...]:
        """How many rows there are of what sales and refunds write."""
        names = ("sale", "refund", "entry", "stored_card", "stored_entry", "voucher", "voucher_use",
                 "reward_use", "membership_term", "item")  # fmt: skip
        return tuple(self.shop.count(name) for name in names)

    def member(self) -> dict[str, Any]:
        """What the member has."""
        return self.done(op="member", find=PHONE)

    def gift_card(self, amount: int) -> str:
        """Sell a gift card; gives its code."""
        return str(self.done(lines=[{"gift_card": amount}])["gift_cards"][0]["code"])

    def balance(self, code: str) -> int:
        """What a gift card holds."""
        return int(self.done(op="gift_card", find=code)["balance"])

    def prove(self) -> None:
        """Everything adds up."""
        assert self.shop.books().problems == ()
