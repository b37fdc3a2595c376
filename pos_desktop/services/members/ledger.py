"""Books points: entries, lots, allocations, the account's caches and tier changes, in the caller's transaction."""

from collections.abc import Sequence
from dataclasses import KW_ONLY, dataclass, field, replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, update

from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.ids import Id
from pos_desktop.loyalty.lots import Allocation, Lot, dates_of, spend
from pos_desktop.loyalty.programme import Programme
from pos_desktop.loyalty.tiers import TierChange
from pos_desktop.services.till import Till
from pos_desktop.services.written import Written
from pos_desktop.storage.queries.accounts import LockedAccount
from pos_desktop.storage.schema.loyalty import account, entry, lot, lot_move, tier_change


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
    _: KW_ONLY
    written: Written
    """Takes the rows for the journal."""
    seq: int = field(init=False)
    balance: int = field(init=False)
    debt: int = field(init=False)
    earned: int = 0
    taken: int = 0

    def __post_init__(self) -> None:
        self.seq, self.balance, self.debt = self.locked.seq, self.locked.balance, self.locked.debt
        self.tier = self.locked.tier

    def next_seq(self) -> int:
        """The account's next number; entries, tier changes and sales share one series."""
        self.seq += 1
        return self.seq

    def redeem(self, points: int) -> None:
        """Take points from usable lots, earliest expiry first; INSUFFICIENT_POINTS when they do not hold them."""
        moves = spend(self.lots, points, self.day)
        entry_id = self._entry("redemption", -points)
        self._move(entry_id, moves)

    def accrue(self, points: int, breakdown: list[dict[str, Any]]) -> None:
        """Credit what a sale earned."""
        self.credit("accrual", points, dates_of(self.programme, self.day), breakdown)
        self.earned += points

    def credit(
        self, kind: str, points: int, dates: tuple[date, date | None], breakdown: list[dict[str, Any]],
        reason: str = "",
    ) -> None:  # fmt: skip
        """Open a lot for an inflow; debt is paid from it first."""
        paid = min(self.debt, points)
        entry_id = self._entry(kind, points, debt_change=-paid, breakdown=breakdown, reason=reason)
        self.debt -= paid
        if points > paid:
            self._open_lot(entry_id, points - paid, dates)

    def expire(self, dead: Lot) -> None:
        """Write off a dead lot, once for ever, dated the day after its last."""
        entry_id = self._entry("expiry", -dead.left, lot_id=dead.id)
        self._move(entry_id, (Allocation(dead.id, -dead.left),))

    def change_tier(self, change: TierChange) -> None:
        """Keep one tier move."""
        self.written.insert(tier_change, {
            "id": self.till.ids(), "account_id": self.locked.id, "seq": self.next_seq(), "move": change.move.value,
            "on_date": change.on, "tier_before": change.before.code, "until_before": change.before.stands_until,
            "tier_after": change.after.code, "until_after": change.after.stands_until, "at": self.till.now(),
            "sale_id": self.sale_id, "programme_version": self.programme.version,
        })  # fmt: skip
        self.tier = change.after

    def close(self) -> None:
        """Write the caches; the guard refuses a balance that another till has spent meanwhile."""
        statement = (
            update(account)
            .where(account.c.id == self.locked.id, account.c.seq == self.locked.seq, account.c.balance >= self.taken)
            .values(seq=self.seq, balance=self.balance, debt=self.debt, tier=self.tier.code,
                    tier_until=self.tier.stands_until, lifetime_earned=account.c.lifetime_earned + self.earned)
        )  # fmt: skip
        if self.tx.execute(statement).rowcount != 1:
            raise Rejected(Code.INSUFFICIENT_POINTS, available=self.locked.balance)

    def _entry(
        self, kind: str, points: int, *, debt_change: int = 0, breakdown: list[dict[str, Any]] | None = None,
        lot_id: Id | None = None, reason: str = "",
    ) -> Id:  # fmt: skip
        entry_id = self.till.ids()
        self.written.insert(entry, {
            "id": entry_id, "account_id": self.locked.id, "seq": self.next_seq(), "kind": kind, "points": points,
            "debt_change": debt_change, "at": self.till.now(), "business_date": self.day,
            "sale_id": self.sale_id, "lot_id": lot_id,
            "operation_id": self.operation_id, "register_id": self.till.register.id, "staff_id": self.staff_id,
            "programme_version": self.programme.version, "breakdown": breakdown or [], "reason": reason,
        })  # fmt: skip
        self.balance += points + debt_change
        return entry_id

    def _open_lot(self, entry_id: Id, points: int, dates: tuple[date, date | None]) -> None:
        opened = Lot(self.till.ids(), points, dates[0], dates[1], self.next_seq(), self.sale_id)
        self.written.insert(lot, {
            "id": opened.id, "account_id": self.locked.id, "entry_id": entry_id, "seq": opened.seq, "points": points,
            "left_points": points, "usable_from": dates[0], "expires_on": dates[1], "sale_id": self.sale_id,
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
        self.taken -= sum(move.points for move in moves)
        by_lot = {move.lot_id: move.points for move in moves}
        self.lots = [replace(x, left=x.left + by_lot.get(x.id, 0)) for x in self.lots]
