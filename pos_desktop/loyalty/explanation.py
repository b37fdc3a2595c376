"""«Vì sao?»: a member's points told from the first row to the last, and what is there at the end of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from pos_desktop.core.ids import Id
from pos_desktop.loyalty.programme import Metric, Programme, Window
from pos_desktop.loyalty.tiers import ManualTier, TierMove, TierWarning


class What(StrEnum):
    """What a row of the ledger was about."""

    EARNED = "earned"
    CLAIMED = "claimed"
    MOVED_IN = "moved_in"
    """A sale that had been put on somebody else's account."""
    MOVED_OUT = "moved_out"
    OPENING = "opening"
    BIRTHDAY = "birthday"
    JOINING = "joining"
    SIGN_UP = "sign_up"
    REVIEW = "review"
    REFERRAL = "referral"
    MISSION = "mission"
    STREAK = "streak"
    STAMPS = "stamps"
    WHEEL = "wheel"
    MEMBERSHIP = "membership"
    """The welcome of a paid plan."""
    BONUS = "bonus"
    """Points outside of an order that none of the words above name."""
    UNDONE = "undone"
    """Such points taken back, since what they were given for is gone."""
    REDEEMED = "redeemed"
    DONATED = "donated"
    EXCHANGED = "exchanged"
    """Points given for something that is no part of an order, such as a neighbour's voucher."""
    EXPIRED = "expired"
    TAKEN_BACK = "taken_back"
    GIVEN_BACK = "given_back"
    ADJUSTED = "adjusted"
    FORGIVEN = "forgiven"
    """Points that a refund should have taken and that the programme lets go."""
    EXTENDED = "extended"
    REINSTATED = "reinstated"
    MERGED_IN = "merged_in"
    MERGED_OUT = "merged_out"


OCCASIONS = {
    "birthday": What.BIRTHDAY, "joining": What.JOINING, "sign_up": What.SIGN_UP, "review": What.REVIEW,
    "referral": What.REFERRAL, "mission": What.MISSION, "streak": What.STREAK, "stamps": What.STAMPS,
    "wheel": What.WHEEL, "plan": What.MEMBERSHIP,
}  # fmt: skip
"""By the first word of an occasion's key, or of the rule that gave the points."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of the points of a row: `kind` is the first word of its rule, `name` as the shop wrote it, or ""."""

    kind: str
    name: str
    points: int


@dataclass(frozen=True, slots=True)
class LotPart:
    """Points that went into a lot or (negative) out of it, and the lot's life; `idle_months` moves its last day."""

    points: int
    usable_from: date
    expires_on: date | None
    receipt: str = ""
    """The receipt that earned the lot."""
    idle_months: int | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the ledger in the order of the account, and what the member had after it, in points."""

    id: Id
    what: What
    day: date
    at: datetime
    points: int
    debt_change: int = 0
    """Below zero: so many of the points paid what was owed; above: so many were owed from then on."""
    receipt: str = ""
    refund: str = ""
    by: str = ""
    """Name of the person who did it; "" for the program."""
    reason: str = ""
    pieces: tuple[Piece, ...] = ()
    lots: tuple[LotPart, ...] = ()
    other: str = ""
    """Code of the member on the other side of a merge or a move, or the name of a cause."""
    balance: int = 0
    debt: int = 0

    @property
    def held(self) -> int:
        """Points that went into lots or (negative) out of them."""
        return self.points + self.debt_change


@dataclass(frozen=True, slots=True)
class StandingLot:
    """A lot that still holds points: `left` of `points`; `expires_on` None is for ever."""

    left: int
    points: int
    usable_from: date
    expires_on: date | None
    receipt: str
    is_pending: bool
    is_over: bool
    """Dead, and not yet written off."""
    idle_months: int | None = None


@dataclass(frozen=True, slots=True)
class Counted:
    """What counts for the tier: đồng, points or visits of a business date; below zero for what was taken back."""

    day: date
    amount: int
    receipt: str = ""


@dataclass(frozen=True, slots=True)
class TierStep:
    """One move of the tier, by name."""

    move: TierMove
    day: date
    before: str
    after: str
    until: date | None
    receipt: str = ""


@dataclass(frozen=True, slots=True)
class TierStory:
    """The tier of a day: what it is and since when, what counts, what is missing to the next one and to keep it."""

    name: str
    since: date
    until: date | None
    """The last day for sure; None for ever."""
    metric: Metric
    window: Window
    window_from: date
    """The first date that counts."""
    months: int
    """Length of a rolling window."""
    counted: tuple[Counted, ...]
    qualifying: int
    threshold: int
    next_name: str | None = None
    missing: int | None = None
    warning: TierWarning | None = None
    manual: ManualTier | None = None
    computed_name: str = ""
    """The tier beneath one that was given by hand."""
    steps: tuple[TierStep, ...] = ()


@dataclass(frozen=True, slots=True)
class Merged:
    """Somebody who became part of this member: their own rows up to the day of the merge."""

    code: str
    name: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """Everything that made a member's balance, line by line, and what it consists of on `day`."""

    account_id: Id
    code: str
    name: str
    day: date
    lines: tuple[Line, ...]
    balance: int
    """The account's own: points in its lots."""
    debt: int
    available: int
    pending: int
    over: int
    """Points that died and are not yet written off; part of `balance`, nobody can spend them."""
    lots: tuple[StandingLot, ...]
    tier: TierStory
    merged: tuple[Merged, ...] = ()
    asked_for: str = ""
    """Code of the member who was asked for, where they are part of this one now."""

    @property
    def ties(self) -> bool:
        """Whether the lines end at the account's own balance and debt, and the lots hold it."""
        told = (self.lines[-1].balance, self.lines[-1].debt) if self.lines else (0, 0)
        parts = (self.available + self.pending + self.over, sum(lot.left for lot in self.lots))
        return told == (self.balance, self.debt) and parts == (self.balance, self.balance)


@dataclass(frozen=True, slots=True)
class Links:
    """What tells one kind of row from another besides its kind: the key of its occasion, and where it leads."""

    occasion: str = ""
    rule: str = ""
    """The rule of its first step."""
    way: str = ""
    """How a sale came to the account by the same operation: `receipt`, `later` or `move`."""
    has_sale: bool = False
    has_refund: bool = False
    has_cause: bool = False
    is_elsewhere: bool = False
    """Its pair is in another account."""


def what_of(kind: str, points: int, links: Links) -> What:
    """What a row was about, from its kind and its links."""
    match kind:
        case "accrual":
            what = _earned(links)
        case "redemption":
            what = _spent(links)
        case "clawback":
            what = _taken(links)
        case "restoration":
            what = What.REINSTATED if links.occasion.startswith("reinstated:") else What.GIVEN_BACK
        case "transfer":
            what = _transferred(points, links)
        case "adjustment":
            what = What.ADJUSTED if links.rule == "by_hand" else What.FORGIVEN
        case _:
            what = {"opening": What.OPENING, "expiry": What.EXPIRED}[kind]
    return what


def _earned(links: Links) -> What:
    if links.has_sale:
        return What.MOVED_IN if links.way == "move" else What.CLAIMED if links.way else What.EARNED
    words = (text.partition(":")[0] for text in (links.occasion, links.rule))
    return next((OCCASIONS[word] for word in words if word in OCCASIONS), What.BONUS)


def _spent(links: Links) -> What:
    if links.has_cause:
        return What.DONATED
    return What.REDEEMED if links.has_sale else What.EXCHANGED


def _taken(links: Links) -> What:
    if links.way == "move":
        return What.MOVED_OUT
    return What.UNDONE if links.occasion.startswith("undone:") else What.TAKEN_BACK


def _transferred(points: int, links: Links) -> What:
    if links.is_elsewhere:
        return What.MERGED_IN if points > 0 else What.MERGED_OUT
    return What.EXTENDED


def replay(lines: Iterable[Line]) -> tuple[Line, ...]:
    """The lines with what the member had after each, from nothing on."""
    told, balance, debt = [], 0, 0
    for line in lines:
        balance, debt = balance + line.held, debt + line.debt_change
        told.append(replace(line, balance=balance, debt=debt))
    return tuple(told)


def names_of(programme: Programme) -> Mapping[str, str]:
    """The names of all rules of a programme by the words that rows know them by, such as `streak:ID`."""
    parts: Mapping[str, Sequence[Any]] = {
        "rule": programme.earn_rules, "reward": programme.rewards, "streak": programme.streaks,
        "mission": programme.missions, "wheel": programme.wheels, "stamps": programme.stamp_cards,
        "cause": programme.causes, "birthday": programme.anniversaries, "joining": programme.anniversaries,
        "anniversary": programme.anniversaries, "plan": programme.plans, "partner": programme.partners,
        "voucher": programme.vouchers,
    }  # fmt: skip
    return {f"{word}:{_id_of(part)}": part.name for word, those in parts.items() for part in those}


def _id_of(part: Any) -> str:
    """Plans are known by their code."""
    return str(getattr(part, "id", "") or part.code)


def piece(rule: str, points: int, names: Mapping[str, str]) -> Piece:
    """A step of a row: `tier:Vàng` brings its own name, the others are looked up."""
    kind, _, rest = rule.partition(":")
    return Piece(kind, names.get(rule, rest), points)
