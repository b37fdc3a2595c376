"""What the shop owes beside points: gift cards, wallets with their promotional part, and causes."""

from dataclasses import dataclass
from datetime import date

from pos_desktop.core.money import Money
from pos_desktop.services.members.benefits.giving import Giving
from pos_desktop.services.till import Till
from pos_desktop.storage.queries import owed as rows


@dataclass(frozen=True, slots=True)
class OwedBeside:
    """Đồng at the end of a business date; `bonus` is the part of top-ups that nobody paid for."""

    gift_cards: Money = 0
    wallets: Money = 0
    bonus: Money = 0
    causes: Money = 0


class Owing:
    """Reads what is owed; writes nothing."""

    def __init__(self, till: Till) -> None:
        self._till = till

    def on(self, day: date) -> OwedBeside:
        """At the end of a business date."""
        with self._till.db.read() as tx:
            held = rows.stored(tx, day)
        bonus = sum(part for _money, part in held.values())
        money = {kind: paid for kind, (paid, _bonus) in held.items()}
        causes = Giving(self._till).liability(day)
        return OwedBeside(money.get("gift_card", 0), money.get("wallet", 0), bonus, causes)
