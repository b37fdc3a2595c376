"""A real shop whose members merge, part, claim and pay with stored money; a page keeps the sums that must come out."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pos_desktop.services.members.merging import Merge, Unmerge
from pos_desktop.services.members.points.attaching import Attach, Move
from tests.support.asked_again import AskedAgain
from tests.support.oracle import Answer

PHONES = ("0987654321", "0912345678", "0398765432")


@dataclass
class Bought:
    """A sale; `stored` says that it sold stored money and no goods, `phone` whose it was then."""

    number: str
    phone: str
    stored: bool = False
    is_back: bool = False


class FamilyTill(AskedAgain):
    """Three members, gift cards and wallets; `points` and `stored` are what the answers moved, in points and đồng."""

    def __init__(self, template: Path, folder: Path) -> None:
        super().__init__(template, folder)
        self.points = self.stored = 0
        self.gift_cards: dict[str, int] = {}
        self.bought: list[Bought] = []
        self.merged: list[tuple[int, int]] = []
        """Who went into whom, by place; the last stands last."""
        self.cards = [self.ask(op="enrol", phone=phone)["card"] for phone in PHONES]
        self.accounts = [self.shop.desk.members.find(card).row.account_id for card in self.cards]
        for who in range(len(PHONES)):
            self.buy(who, "TIEC", 1)
            self.top_up(who, 300_000)
        self.load(0, 300_000)

    # --- sales, with stored money ---

    def buy(self, who: int, code: str, qty: int, **more: Any) -> Answer:
        """Sell goods to a member."""
        lines = [{"code": code, "qty": qty}]
        return self._sold(who, stored=False, **{"lines": lines, "tenders": "exact", **more})

    def load(self, who: int, amount: int, card: str = "") -> None:
        """Sell or load a gift card; without `card` a new one."""
        line = {"gift_card": amount, **({"code": card} if card else {})}
        if (answer := self._sold(who, stored=True, lines=[line], tenders="exact"))["ok"]:
            self.stored += amount
            self.gift_cards[answer["gift_cards"][0]["code"]] = self.gift_cards.get(card, 0) + amount

    def top_up(self, who: int, amount: int) -> None:
        """Load a member's wallet."""
        self.stored += amount * self._sold(who, stored=True, lines=[{"top_up": amount}], tenders="exact")["ok"]

    def pay(self, who: int, kind: str, amount: int, ref: str = "") -> None:
        """Buy for more than `amount`, which stored money pays; the rest is cash."""
        rest = {"type": "cash", "amount": 990_000 - amount}
        tenders = [{"type": kind, "amount": amount, **({"ref": ref} if ref else {})}, rest]
        answer = self.buy(who, "TIEC", 1, tenders=tenders)
        self.stored -= amount * answer["ok"]
        if ref and answer["ok"]:
            self.gift_cards[ref] -= amount

    def _sold(self, who: int, *, stored: bool, **request: Any) -> Answer:
        answer = self.ask(member=self.cards[who], **request)
        if answer["ok"]:
            self.bought.append(Bought(answer["number"], PHONES[who], stored))
            self.points += answer["earned"] - answer["redeemed"]
        return answer

    def give_back(self, which: int, **request: Any) -> None:
        """Return goods of a sale, or the stored money that it sold."""
        sale = self.bought[-1 - which % len(self.bought)]
        answer = self.ask(op="refund", sale=sale.number, to="original", reason="thử", **request)
        if answer["ok"]:
            self.points += answer["restored"] - answer["clawed"]
            told = answer["by_tender"]
            kinds = told if isinstance(told, dict) else {part["type"]: part["amount"] for part in told}
            self.stored += kinds.get("gift_card", 0) + kinds.get("wallet", 0) - answer["money"] * sale.stored
            self._look_at_the_cards()

    def _look_at_the_cards(self) -> None:
        """Learn which card got its money back; that all of them together are right is seen after each step."""
        for code in self.gift_cards:
            self.gift_cards[code] = self._gift_card(code)

    def _gift_card(self, code: str) -> int:
        return int(self.tell({"op": "gift_card", "find": code})["balance"])

    # --- who is whom ---

    def merge(self, gone: int, kept: int) -> None:
        """Two members are one person."""
        if self.done(lambda staff: self.shop.desk.merging.merge(
            Merge(self.shop.till.ids(), self.accounts[gone], self.accounts[kept], "một người", staff)
        )):  # fmt: skip
            self.merged.append((gone, kept))

    def unmerge(self) -> None:
        """The last two that became one are two again."""
        gone, _kept = self.merged[-1]
        if self.done(lambda staff: self.shop.desk.merging.unmerge(
            Unmerge(self.shop.till.ids(), self.accounts[gone], "nhầm", staff)
        )):  # fmt: skip
            self.merged.pop()

    def move(self, which: int, who: int) -> None:
        """A sale was somebody else's."""
        sale = self.bought[-1 - which % len(self.bought)].number
        moved = self.done(lambda staff: self.shop.desk.attaching.move(
            Move(self.shop.till.ids(), sale, self.accounts[who], "nhầm thẻ", staff)
        ))  # fmt: skip
        self.points += moved.earned - moved.clawed if moved else 0

    def claim(self, who: int) -> None:
        """A guest's receipt gets its member."""
        number = self.ask(lines=[{"code": "PHO", "qty": 2}], tenders="exact")["number"]
        claimed = self.done(lambda staff: self.shop.desk.attaching.attach(
            Attach(self.shop.till.ids(), number, self.accounts[who], staff, "quên thẻ")
        ))  # fmt: skip
        self.points += claimed.earned if claimed else 0

    # --- what must come out ---

    def check_the_sums(self) -> None:
        """Points and stored money are what the answers told; who is part of somebody has nothing of their own."""
        [(moved,)] = self.shop.rows("SELECT coalesce(sum(points), 0) FROM entry WHERE kind <> 'expiry'")
        assert moved == self.points, f"rows moved {moved} points, answers {self.points}"
        gone = {self.accounts[who] for who, _into in self.merged}
        for account_id, balance, debt in self.shop.rows("SELECT id, balance, debt FROM account"):
            assert account_id not in gone or (balance, debt) == (0, 0)
        cards = {code: self._gift_card(code) for code in self.gift_cards}
        assert cards == self.gift_cards
        heads = set(range(len(PHONES))) - {who for who, _into in self.merged}
        wallets = sum(self.tell({"op": "member", "find": self.cards[who]})["wallet"] or 0 for who in heads)
        assert sum(cards.values()) + wallets == self.stored, f"{cards}, wallets {wallets}, told {self.stored}"
