"""Gift cards and prepaid wallets: money ledgers of their own, whose promotional part is spent first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pos_desktop.core.days import add_months, end_of_month
from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.ids import Id
from pos_desktop.core.money import MOST_MONEY, Money, positive
from pos_desktop.core.occasion import Occasion
from pos_desktop.core.rates import WHOLE, Percent, percent_of
from pos_desktop.selling.conditions import ALWAYS, When


class StoredKind(StrEnum):
    """Who holds the money: whoever has the card, or the member."""

    GIFT_CARD = "gift_card"
    WALLET = "wallet"


class StoredMove(StrEnum):
    """What an entry is for."""

    LOAD = "load"
    BONUS = "bonus"
    SPEND = "spend"
    RETURN = "return"
    UNLOAD = "unload"
    EXPIRY = "expiry"
    ADJUSTMENT = "adjustment"


@dataclass(frozen=True, slots=True)
class Split:
    """Đồng in two parts: money that was paid for, and what a promotion gave on top."""

    money: Money = 0
    bonus: Money = 0

    @property
    def total(self) -> Money:
        """Both parts together."""
        return self.money + self.bonus

    def plus(self, other: "Split") -> "Split":
        """Part by part."""
        return Split(self.money + other.money, self.bonus + other.bonus)

    def minus(self, other: "Split") -> "Split":
        """Part by part."""
        return Split(self.money - other.money, self.bonus - other.bonus)


StoredBalance = Split
"""What a card or a wallet holds."""

NOTHING = Split()


@dataclass(frozen=True, slots=True)
class TopUpBonus:
    """A gift on a top-up of at least `from_amount`: đồng, or hundredths of a percent of what is paid in."""

    id: str
    name: str
    from_amount: Money
    bonus: Money = 0
    percent: Percent = 0
    when: When = ALWAYS

    def of(self, amount: Money) -> Money:
        """What this offer adds to a top-up of `amount`; 0 below its least."""
        if amount < self.from_amount:
            return 0
        return self.bonus or percent_of(amount, self.percent)

    def faults(self) -> tuple[str, ...]:
        """Names of the fields that cannot be; an offer never gives more than was paid in."""
        wrong = (
            ("id", not self.id),
            ("from_amount", not 0 < self.from_amount <= MOST_MONEY),
            ("bonus", not 0 <= self.bonus <= self.from_amount or (self.bonus > 0) == (self.percent > 0)),
            ("percent", not 0 <= self.percent <= WHOLE),
            ("when", bool(self.when.faults())),
        )
        return tuple(name for name, is_wrong in wrong if is_wrong)


@dataclass(frozen=True, slots=True)
class StoredTerms:
    """What holds for all gift cards and wallets; they never expire unless `expires_months` is set (and shown)."""

    expires_months: int | None = None
    """Whole months after the last load, to the end of the month."""
    least: Money = 10_000
    most: Money = 10_000_000
    """Bounds of one load; `most` also bounds what a card or wallet holds."""
    bonuses: tuple[TopUpBonus, ...] = ()

    def faults(self) -> tuple[str, ...]:
        """Names of the fields that cannot be."""
        ids = {offer.id for offer in self.bonuses}
        wrong = (
            ("expires_months", self.expires_months is not None and not 0 < self.expires_months <= 120),
            ("least", self.least <= 0),
            ("most", not self.least <= self.most <= MOST_MONEY),
            ("bonuses", len(ids) < len(self.bonuses) or any(offer.faults() for offer in self.bonuses)),
        )
        return tuple(name for name, is_wrong in wrong if is_wrong)

    def expires_on(self, loaded_on: date) -> date | None:
        """Last day of what was loaded on a day; None: for ever."""
        if self.expires_months is None:
            return None
        return end_of_month(add_months(loaded_on, self.expires_months))


STANDARD_TERMS = StoredTerms()


@dataclass(frozen=True, slots=True)
class StoredPicture:
    """A card or wallet as it was read; usable through `expires_on`."""

    id: Id
    kind: StoredKind
    balance: StoredBalance = NOTHING
    blocked: bool = False
    expires_on: date | None = None


def best_bonus(offers: Iterable[TopUpBonus], amount: Money, at: Occasion) -> TopUpBonus | None:
    """The offer that gives most on a top-up now, the first of equals; None where none gives anything."""
    held = [offer for offer in offers if offer.when.holds_on(at) and offer.of(amount)]
    return max(held, key=lambda offer: offer.of(amount), default=None)


def load(terms: StoredTerms, balance: StoredBalance, amount: Money, at: Occasion, kind: StoredKind) -> Split:
    """What a load of `amount` adds: the money, and on a wallet the best bonus (a bonus may pass `terms.most`).

    Raises:
        Rejected: INVALID_AMOUNT outside the bounds of one load, or where more would be held than allowed.
    """
    if not terms.least <= amount <= terms.most or balance.money + amount > terms.most:
        raise Rejected(Code.INVALID_AMOUNT, least=terms.least, most=max(0, terms.most - balance.money))
    offer = best_bonus(terms.bonuses, amount, at) if kind is StoredKind.WALLET else None
    return Split(amount, offer.of(amount) if offer else 0)


def usable(stored: StoredPicture | None, day: date) -> StoredPicture:
    """The card or wallet, if it may be loaded and spent on `day`.

    Raises:
        Rejected: STORED_UNKNOWN for None, STORED_BLOCKED, STORED_EXPIRED with its last `day`.
    """
    if stored is None:
        raise Rejected(Code.STORED_UNKNOWN)
    if stored.blocked:
        raise Rejected(Code.STORED_BLOCKED)
    if stored.expires_on is not None and stored.expires_on < day:
        raise Rejected(Code.STORED_EXPIRED, day=stored.expires_on.isoformat())
    return stored


def spend(balance: StoredBalance, amount: Money) -> Split:
    """What `amount` takes from each part, the promotional part first.

    Raises:
        Rejected: INVALID_AMOUNT, STORED_INSUFFICIENT with what is `available`.
    """
    if positive(amount) > balance.total:
        raise Rejected(Code.STORED_INSUFFICIENT, available=balance.total)
    bonus = min(balance.bonus, amount)
    return Split(amount - bonus, bonus)


def give_back(spent: Split, returned: Split, amount: Money) -> Split:
    """What a refund of `amount` puts into each part: where it came from, the last taken (the money) first.

    `spent` is what the sale took, `returned` what earlier refunds gave back of it.

    Raises:
        Rejected: INVALID_AMOUNT for more than is left to return.
    """
    left = spent.minus(returned)
    if positive(amount) > left.total:
        raise Rejected(Code.INVALID_AMOUNT)
    money = min(left.money, amount)
    return Split(money, amount - money)


@dataclass(frozen=True, slots=True)
class Unloaded:
    """What the return of a load takes from the card, and the đồng that go back to the buyer."""

    taken: Split
    back: Money


def unload(balance: StoredBalance, loaded: Split) -> Unloaded:
    """Return a load: its bonus goes first, and what of the bonus was spent already is kept from the money.

    >>> unload(Split(80_000, 0), Split(100_000, 10_000))
    Unloaded(taken=Split(money=80000, bonus=0), back=70000)
    """
    taken = Split(min(balance.money, loaded.money), min(balance.bonus, loaded.bonus))
    return Unloaded(taken, max(0, taken.money - (loaded.bonus - taken.bonus)))
