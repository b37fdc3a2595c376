"""A café's year with every kind of programme on, sold through `sell`; then its books are proved.

`python -m tests.support.year --days 365 --sales 200` is the whole of it (about a quarter of an hour) and tells how long
`verify` took for 100,000 entries; the tests live a few weeks of it.
"""

import argparse
import json
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from random import Random
from time import perf_counter
from typing import Any

from pos_desktop.cli.sell import Sell
from pos_desktop.services.members.benefits.wheels import OpenRound
from pos_desktop.services.office.proofs.verification import Verdict, Verification
from tests.support import orders
from tests.support.full_programme import full_programme
from tests.support.shop import OWNER, Shop, copy_of, prepare

FIRST = date(2026, 3, 3)
MENU = {"CÀ PHÊ": 29_000, "TRÀ": 39_000, "BÁNH": 25_000, "PHỞ": 55_000, "TIỆC": 450_000}
SKUS = [orders.sku_of(name) for name in MENU]
USUAL_REFUSALS = {
    "INSUFFICIENT_POINTS", "BELOW_MINIMUM", "NOT_A_STEP", "ABOVE_CAP", "CARD_REQUIRED", "REWARD_NOTHING", "REWARD_ITEM",
    "REWARD_LIMIT", "REWARD_BIRTHDAY", "REWARD_STAMPS", "REWARD_TIER", "ALREADY_REFUNDED", "VOID_CLOSED",
    "ALREADY_CLAIMED", "STORED_INSUFFICIENT", "VOUCHER_USED", "VOUCHER_EXPIRED", "VOUCHER_NOT_YET", "VOUCHER_MINIMUM",
    "VOUCHER_NOTHING", "INVALID_QUANTITY", "NOTHING_TO_REFUND", "MOVE_REDEEMED", "REASON_NEEDED", "INVALID_AMOUNT",
    "INVALID_VOUCHER", "NO_TICKET",
    "UNDERPAID", "STORED_UNKNOWN", "VOUCHER_MEMBER", "VOUCHER_TIME", "STORED_EXPIRED", "MOVE_SAME",
}  # fmt: skip
"""What a member may well hear; anything else stops the year."""


@dataclass
class Year:
    """The shop, its members and what has happened."""

    shop: Shop
    random: Random
    phones: list[str] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)
    guests: list[str] = field(default_factory=list)
    cards: list[str] = field(default_factory=list)
    vouchers: list[str] = field(default_factory=list)
    asked: int = 0
    heard: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        for name, price in MENU.items():
            self.shop.item(orders.parse(f"1 x {name} @ {price}").lines[0])
        newest = self.shop.desk.programmes.newest()
        whole = replace(full_programme(), version=newest.version)
        self.shop.desk.programmes.save(whole, self.shop.till.today(), self.shop.person(OWNER).id, newest.version)
        for wheel in whole.wheels:
            opening = OpenRound(f"open-{wheel.id}", wheel.id, self.shop.person(OWNER).id)
            self.shop.desk.wheels.open_round(opening)
        self.sell = Sell(self.shop.desk, self.shop.person(OWNER), self.shop.clock)  # type: ignore[arg-type]

    def ask(self, kind: str, **body: Any) -> dict[str, Any]:
        """Ask `sell`; a refusal that no customer should hear is an error."""
        self.asked += 1
        answer = self.sell.answer(json.dumps({"id": f"y{self.asked}", **body}, ensure_ascii=False))
        told = kind if answer["ok"] else answer["code"]
        self.heard[told] += 1
        if not answer["ok"] and answer["code"] not in USUAL_REFUSALS:
            raise AssertionError(f"{body} was refused: {answer}")
        return answer

    def live(self, days: int, sales: int) -> None:
        """So many days with so many customers."""
        for number in range(days):
            day = FIRST + timedelta(days=number)
            for place in range(sales):
                minute = 6 * 60 + place * 15 * 60 // sales
                self.shop.on(f"{day} {minute // 60:02d}:{minute % 60:02d}")
                self.customer()

    def customer(self) -> None:
        """One of those who come: most buy, some bring back, give, or are new."""
        deeds = (
            (100, self.buy), (6, self.bring_back), (3, self.load), (3, self.enrol), (4, self.claim), (4, self.correct),
            (1, self.plan), (1, self.move), (1, self.void), (1, self.give),
        )  # fmt: skip
        self.random.choices([deed for _, deed in deeds], [weight for weight, _ in deeds])[0]()

    def enrol(self) -> None:
        """Somebody new, every other one brought by a friend."""
        phone = f"09{len(self.phones):08d}"
        referrer = {"referrer": self.random.choice(self.phones)} if self.phones and self.random.random() < 0.5 else {}
        born = date(1990, 1, 1) + timedelta(days=self.random.randrange(9_000))
        if self.ask(
            "enrol", op="enrol", phone=phone, name=f"Khách {len(self.phones)}", birthday=born.isoformat(), **referrer
        )["ok"]:
            self.phones.append(phone)

    def member(self) -> dict[str, str]:
        """Somebody known; the earlier they came, the oftener they come."""
        if not self.phones or self.random.random() < 0.25:
            return {}
        return {"member": self.phones[int(len(self.phones) * self.random.random() ** 2)]}

    def buy(self) -> None:
        """A sale, with whatever the member may use."""
        who = self.member()
        lines = [{"code": self.random.choice(SKUS), "qty": self.random.choice((1, 1, 1, 2, 3))}
                 for _ in range(self.random.choice((1, 1, 2, 3)))]  # fmt: skip
        more: dict[str, Any] = {"order_type": self.random.choice(("dine_in", "take_away"))}
        if who and self.random.random() < 0.25:
            more["redeem"] = self.random.choice(("max", 50, 60, 100))
        if who and self.random.random() < 0.15:
            more["rewards"] = [self.random.choice(("drink", "tenth", "birthday-20", "cake", "mug", "later"))]
        if self.vouchers and self.random.random() < 0.15:
            more["vouchers"] = [self.random.choice(self.vouchers)]
        if self.cards and self.random.random() < 0.05:
            more["tenders"] = [{"type": "gift_card", "amount": 20_000, "ref": self.random.choice(self.cards)},
                               {"type": "cash", "amount": 5_000_000}]  # fmt: skip
        self._sold(self.ask("sale", lines=lines, **who, **more), bool(who))

    def _sold(self, answer: dict[str, Any], is_member: bool) -> None:
        if not answer["ok"]:
            return
        self.numbers.append(answer["number"])
        if not is_member:
            self.guests.append(answer["number"])
        self.vouchers += [voucher["code"] for voucher in answer["vouchers"]["issued"]]
        self.cards += [card["code"] for card in answer["gift_cards"] if card["code"] not in self.cards]
        if is_member and self.random.random() < 0.5:
            self.ask("draw", op="draw", sale=answer["number"])

    def load(self) -> None:
        """A gift card, or a top-up."""
        who = self.member()
        ware = {"top_up": 500_000} if who else {"gift_card": 200_000}
        self._sold(self.ask("load", lines=[ware], **who), bool(who))

    def plan(self) -> None:
        """A paid membership."""
        if who := self.member():
            self._sold(self.ask("plan", lines=[{"plan": "plus"}], **who), True)

    def bring_back(self) -> None:
        """A refund of a part or of all of some late receipt."""
        if self.numbers:
            number = self.numbers[-min(len(self.numbers), 1 + int(self.random.expovariate(0.05)))]
            some = self.random.choice(("all", [{"line": 1, "qty": 1}]))
            self.ask("refund", op="refund", sale=number, lines=some, to=self.random.choice(("original", "cash")))

    def void(self) -> None:
        """The newest receipt, taken back at once."""
        if self.numbers:
            self.ask("void", op="void", sale=self.numbers[-1], reason="bấm nhầm")

    def claim(self) -> None:
        """A guest who has become a member."""
        if self.guests and (who := self.member()):
            self.ask("attach", op="attach", sale=self.guests[-1], reason="quên thẻ", **who)

    def correct(self) -> None:
        """Points added or taken by hand."""
        if who := self.member():
            self.ask("adjust", op="adjust", points=self.random.choice((10, 50, -5)), reason="đếm lại", **who)

    def give(self) -> None:
        """Points for a good cause."""
        if who := self.member():
            self.ask("give", op="give", cause="school", points=10, **who)

    def move(self) -> None:
        """A receipt of the wrong member."""
        if self.numbers and (who := self.member()):
            number = self.random.choice(self.numbers[-20:])
            if number not in self.guests:
                answer = self.sell.answer(json.dumps({
                    "id": f"m{self.asked}", "op": "move", "sale": number, "reason": "nhầm thẻ", **who,
                }))  # fmt: skip
                self.heard["move" if answer["ok"] else answer["code"]] += 1


def lived(shop: Shop, days: int, sales: int, seed: int = 1) -> Year:
    """A shop after so many days."""
    year = Year(shop, Random(seed))
    for _ in range(8):
        year.enrol()
    year.live(days, sales)
    return year


def main(arguments: list[str] | None = None) -> int:
    """Live it, prove it, and tell how long the proof took."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--days", type=int, default=365)
    parser.add_argument("--sales", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="an empty folder where the shop stays")
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as passing:
        name = asked.keep or passing
        prepare(Path(name, "template"))
        shop = Shop(copy_of(Path(name, "template"), Path(name, "shop")), is_sample=True)
        year = lived(shop, asked.days, asked.sales, asked.seed)
        began = perf_counter()
        verdict = Verification(shop.till).run()
        _tell(year, verdict, perf_counter() - began)
        shop.close()
    return 0 if verdict.ok else 1


def _tell(year: Year, verdict: Verdict, seconds: float) -> None:
    print(dict(year.heard), file=sys.stderr)
    for problem in verdict.problems[:20]:
        print(problem, file=sys.stderr)
    per = seconds * 100_000 / max(1, verdict.entries)
    print(f"{verdict.sales:,} sales, {verdict.entries:,} entries, {verdict.journal:,} journal rows: "
          f"verify {seconds:.1f} s, {per:.1f} s per 100,000 entries, ok: {verdict.ok}", file=sys.stderr)  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
