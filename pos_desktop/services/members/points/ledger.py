"""Books points: entries, lots, allocations, the account's caches and tier changes, in the caller's transaction."""

from collections.abc import Sequence
from dataclasses import KW_ONLY, dataclass, field, replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, func, insert, update

from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.ids import Id
from pos_desktop.core.money import Money
from pos_desktop.loyalty.lots import Allocation, Lot, LotDates, dates_of, spend
from pos_desktop.loyalty.programme import Programme
from pos_desktop.loyalty.tiers import TierChange
from pos_desktop.services.till import Till
from pos_desktop.services.written import Written
from pos_desktop.storage.queries.accounts import LockedAccount
from pos_desktop.storage.schema.loyalty import account, activity, entry, lot, lot_move, tier_change

REFUNDED = ("clawback", "restoration")
"""Kinds of entry of which a refund writes at most one each."""


@dataclass(frozen=True, slots=True)
class Linked:
    """What an entry tells beside its points: reason, breakdown, the row it mirrors, the occasion that comes once."""

    reason: str = ""
    breakdown: list[dict[str, Any]] = field(default_factory=list)
    pair_id: Id | None = None
    occasion: str | None = None
    """Unique for ever, such as `birthday:ACCOUNT:2026`."""
    lot_id: Id | None = None
    of_sale: bool = True
    """False for what a sale or a refund only sets off: it is no part of what the sale earned or the refund took."""


@dataclass(frozen=True, slots=True)
class NewLot:
    """Points that get a lot of their own, which continues `origin_id`."""

    points: int
    dates: LotDates
    origin_id: Id | None = None
    sale_id: Id | None = None
    """The sale of the origin, which earned the points."""


@dataclass
class Booking:
    """One operation's rows on one locked account; `close` writes the caches they lead to."""

    tx: Connection
    till: Till
    locked: LockedAccount
    programme: Programme
    operation_id: str
    day: date
    lots: list[Lot]
    """Lots with points, kept up to date while rows are booked."""
    staff_id: Id | None = None
    sale_id: Id | None = None
    refund_id: Id | None = None
    _: KW_ONLY
    written: Written
    """Takes the rows for the journal."""
    seq: int = field(init=False)
    balance: int = field(init=False)
    debt: int = field(init=False)
    earned: int = 0
    active_on: date | None = None
    """The day of what the member did here, where it keeps points alive."""

    def __post_init__(self) -> None:
        self.seq, self.balance, self.debt = self.locked.seq, self.locked.balance, self.locked.debt
        self.tier = self.locked.tier

    def next_seq(self) -> int:
        """The account's next number; entries, tier changes and sales share one series."""
        self.seq += 1
        return self.seq

    def redeem(self, points: int, breakdown: list[dict[str, Any]] | None = None, reason: str = "") -> Id:
        """Take points from usable lots, earliest expiry first; INSUFFICIENT_POINTS when they do not hold them."""
        return self.take("redemption", points, spend(self.lots, points, self.day), Linked(reason, breakdown or []))

    def accrue(self, points: int, breakdown: list[dict[str, Any]], linked: "Linked | None" = None) -> Id:
        """Credit what a sale, or an occasion named by `linked`, earned."""
        told = linked or Linked()
        self.earned += points
        return self.credit("accrual", points, self.dates(), replace(told, breakdown=breakdown))

    def dates(self) -> LotDates:
        """When points credited today may be used and when they die, by the programme."""
        return dates_of(self.programme, self.day)

    def credit(self, kind: str, points: int, dates: LotDates, linked: "Linked | None" = None) -> Id:
        """Open a lot for an inflow; debt is paid from it first."""
        paid = min(self.debt, points)
        entry_id = self._entry(kind, points, -paid, linked or Linked())
        if points > paid:
            self._open_lot(entry_id, points - paid, dates, self.sale_id if linked is None or linked.of_sale else None)
        return entry_id

    def take(
        self, kind: str, points: int, moves: Sequence[Allocation], linked: "Linked | None" = None, owed: int = 0
    ) -> Id:
        """Take points out of lots as `moves` say; `owed` of them are in no lot and become debt."""
        entry_id = self._entry(kind, -points, owed, linked or Linked())
        self._move(entry_id, moves)
        return entry_id

    def give_back(
        self, points: int, kept: Sequence[Allocation], opened: Sequence[NewLot], paid: int,
        linked: "Linked | None" = None,
    ) -> Id:  # fmt: skip
        """Restore points: `kept` go into lots that are there, `opened` into lots of their own, `paid` against debt."""
        entry_id = self._entry("restoration", points, -paid, linked or Linked())
        self._move(entry_id, kept)
        self._open_lots(entry_id, opened)
        return entry_id

    def move_in(self, points: int, opened: Sequence[NewLot], linked: "Linked", paid: int = 0) -> Id:
        """Take points over from another lot or account, each lot with its own dates; `paid` of them against debt."""
        entry_id = self._entry("transfer", points, -paid, linked)
        self._open_lots(entry_id, opened)
        return entry_id

    def _open_lots(self, entry_id: Id, opened: Sequence[NewLot]) -> None:
        for new in opened:
            self._open_lot(entry_id, new.points, new.dates, new.sale_id, new.origin_id)

    def expire(self, dead: Lot) -> None:
        """Write off a dead lot, once for ever, dated the day after its last."""
        self.take("expiry", dead.left, (Allocation(dead.id, -dead.left),), Linked(lot_id=dead.id))

    def act(self, kind: str, on: date, spend_: Money, points: int, visits: int, source_id: Id | None = None) -> int:
        """Keep what this adds to the member's metrics on a business date; gives the row's number."""
        seq = self.next_seq()
        self.tx.execute(insert(activity).values(
            id=self.till.ids(), account_id=self.locked.id, seq=seq, kind=kind, on_date=on, spend=spend_, points=points,
            visits=visits, sale_id=self.sale_id, source_id=source_id, at=self.till.now(),
        ))  # fmt: skip
        return seq

    def change_tier(self, change: TierChange) -> None:
        """Keep one tier move."""
        self.written.insert(tier_change, {
            "id": self.till.ids(), "account_id": self.locked.id, "seq": self.next_seq(), "move": change.move.value,
            "on_date": change.on, "tier_before": change.before.code, "until_before": change.before.stands_until,
            "tier_after": change.after.code, "until_after": change.after.stands_until, "at": self.till.now(),
            "sale_id": None if self.refund_id else self.sale_id, "programme_version": self.programme.version,
            "refund_id": self.refund_id,
        })  # fmt: skip
        self.tier = change.after

    def close(self) -> None:
        """Write the caches; the guard refuses a balance that another till has spent meanwhile."""
        statement = (
            update(account)
            .where(account.c.id == self.locked.id, account.c.seq == self.locked.seq,
                   account.c.balance >= self.locked.balance - self.balance)
            .values(seq=self.seq, balance=self.balance, debt=self.debt, tier=self.tier.code,
                    tier_until=self.tier.stands_until, lifetime_earned=account.c.lifetime_earned + self.earned,
                    active_on=func.coalesce(self.active_on, account.c.active_on))
        )  # fmt: skip
        if self.tx.execute(statement).rowcount != 1:
            raise Rejected(Code.INSUFFICIENT_POINTS, available=self.locked.balance)

    def _entry(self, kind: str, points: int, debt_change: int, linked: "Linked") -> Id:
        entry_id = self.till.ids()
        self.written.insert(entry, {
            "id": entry_id, "account_id": self.locked.id, "seq": self.next_seq(), "kind": kind, "points": points,
            "debt_change": debt_change, "at": self.till.now(), "business_date": self.day,
            "sale_id": self.sale_id if linked.of_sale else None, "lot_id": linked.lot_id,
            "operation_id": self.operation_id, "register_id": self.till.register.id, "staff_id": self.staff_id,
            "programme_version": self.programme.version, "breakdown": linked.breakdown, "reason": linked.reason,
            "refund_id": self.refund_id if kind in REFUNDED and linked.of_sale else None, "pair_id": linked.pair_id,
            "occasion": linked.occasion,
        })  # fmt: skip
        self.balance += points + debt_change
        self.debt += debt_change
        return entry_id

    def _open_lot(
        self, entry_id: Id, points: int, dates: LotDates, sale_id: Id | None, origin_id: Id | None = None
    ) -> None:
        opened = Lot(self.till.ids(), points, dates.usable_from, dates.expires_on, self.next_seq(), sale_id)
        self.written.insert(lot, {
            "id": opened.id, "account_id": self.locked.id, "entry_id": entry_id, "seq": opened.seq, "points": points,
            "left_points": points, "usable_from": dates.usable_from,
            "expires_on": None if dates.idle_months else dates.expires_on, "sale_id": sale_id,
            "origin_id": origin_id, "idle_months": dates.idle_months,
        })  # fmt: skip
        self.lots.append(opened)

    def _move(self, entry_id: Id, moves: Sequence[Allocation]) -> None:
        rows = [
            {"id": self.till.ids(), "entry_id": entry_id, "lot_id": move.lot_id, "points": move.points}
            for move in moves
        ]
        self.written.insert_all(lot_move, rows)
        for move in moves:
            taken = update(lot).where(lot.c.id == move.lot_id, lot.c.left_points >= -move.points)
            if self.tx.execute(taken.values(left_points=lot.c.left_points + move.points)).rowcount != 1:
                raise Rejected(Code.INSUFFICIENT_POINTS, available=self.locked.balance)
        by_lot = {move.lot_id: move.points for move in moves}
        self.lots = [replace(x, left=x.left + by_lot.get(x.id, 0)) for x in self.lots]
