"""«Vì sao?»: reads what explains a member's balance, or the points of one sale."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from sqlalchemy import Connection

from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.ids import Id
from pos_desktop.loyalty import tiers
from pos_desktop.loyalty.account import AccountPicture
from pos_desktop.loyalty.explanation import (
    Counted,
    Explanation,
    Line,
    Links,
    Merged,
    StandingLot,
    TierStep,
    TierStory,
    names_of,
    piece,
    replay,
    what_of,
)  # fmt: skip
from pos_desktop.loyalty.lots import Lot, spending_order
from pos_desktop.loyalty.programme import Programme
from pos_desktop.loyalty.quote import standing
from pos_desktop.loyalty.sale_explanation import SaleExplanation
from pos_desktop.loyalty.tier_windows import Activity, first_day
from pos_desktop.loyalty.tiers import TierMove
from pos_desktop.services.members.points.explaining_sales import explain_sale
from pos_desktop.services.members.points.pictures import picture_of
from pos_desktop.services.till import Till
from pos_desktop.storage.queries import books, merges, replays, returns, shops
from pos_desktop.storage.queries import explanations as rows
from pos_desktop.storage.queries.replays import Named


class Explaining:
    """Reads explanations; writes nothing."""

    def __init__(self, till: Till) -> None:
        self._till = till

    def account(self, account_id: Id) -> Explanation:
        """Replay a member's points; of a member who was merged into another one, that one's.

        Raises:
            Rejected: UNKNOWN_MEMBER.
        """
        with self._till.db.read() as tx:
            return _Telling(tx, self._till, account_id).told()

    def sale(self, sale_id: Id) -> SaleExplanation:
        """Why a sale gave so many points, and took so many.

        Raises:
            Rejected: UNKNOWN_SALE.
        """
        with self._till.db.read() as tx:
            return explain_sale(tx, sale_id)

    def sale_of(self, text: str) -> SaleExplanation | None:
        """The same for a receipt's number (`K1-000231`) or the 32 digits of its QR; None for any other text.

        Raises:
            Rejected: UNREADABLE_CODE for digits that are not ours.
        """
        with self._till.db.read() as tx:
            sale_id = returns.id_by_text(tx, text, self._till.keys.codes)
            return explain_sale(tx, sale_id) if sale_id else None


@dataclass
class _Telling:
    """The telling of one account in one look at the database."""

    tx: Connection
    till: Till
    asked: Id

    def told(self) -> Explanation:
        account_id = merges.survivor(self.tx, self.asked)
        family = merges.family(self.tx, account_id)
        named = replays.named(self.tx, [*family, self.asked])
        own = rows.standing(self.tx, account_id)
        day = self.till.today()
        programme = shops.programme_at(self.tx, day)
        picture = picture_of(self.tx, self.till, account_id, programme, day)
        if own is None or picture is None:
            raise Rejected(Code.UNKNOWN_MEMBER)
        balance = picture.balance(0)
        lots = self._lots(picture)
        return Explanation(
            account_id=account_id, code=named[account_id].code, name=named[account_id].name, day=day,
            lines=self._lines(account_id), balance=own.balance, debt=own.debt, available=balance.available,
            pending=balance.pending, over=sum(lot.left for lot in lots if lot.is_over), lots=lots,
            tier=self._tier(picture, programme), merged=self._merged(family[1:], named),
            asked_for=named[self.asked].code if self.asked != account_id else "",
        )  # fmt: skip

    def _merged(self, ids: Iterable[Id], named: Mapping[Id, Named]) -> tuple[Merged, ...]:
        return tuple(Merged(named[one].code, named[one].name, self._lines(one)) for one in ids)

    @cached_property
    def _programmes(self) -> Mapping[int, Programme]:
        return books.programmes(self.tx)

    @cached_property
    def _names(self) -> Mapping[int, Mapping[str, str]]:
        """What rules are called, by the version under which they gave points."""
        return {version: names_of(programme) for version, programme in self._programmes.items()}

    # rows of the ledger

    def _lines(self, account_id: Id) -> tuple[Line, ...]:
        receipts, refunds = rows.receipts(self.tx, account_id), rows.refunds_of(self.tx, account_id)
        others, parts = rows.others(self.tx, account_id), rows.lot_parts(self.tx, account_id, receipts)
        lines = []
        for row in rows.entries(self.tx, account_id):
            names = self._names.get(row.programme_version, {})
            lines.append(Line(
                id=row.id, what=what_of(row.kind, row.points, _links(row, others)), day=row.business_date, at=row.at,
                points=row.points, debt_change=row.debt_change, receipt=receipts.get(row.sale_id, ""),
                refund=refunds.get(row.refund_id, ""), by=row.staff_name or "", reason=row.reason,
                pieces=tuple(piece(step["rule"], step["points"], names) for step in row.breakdown),
                lots=tuple(parts.get(row.id, ())),
                other=names.get(f"cause:{row.cause}", "") if row.cause else others.get(row.id, ""),
            ))  # fmt: skip
        return replay(lines)

    # what is there

    def _lots(self, picture: AccountPicture) -> tuple[StandingLot, ...]:
        sizes, receipts = rows.lot_sizes(self.tx, picture.id), rows.receipts(self.tx, picture.id)
        return tuple(
            _standing_lot(lot, picture.day, sizes[lot.id], receipts) for lot in spending_order(picture.lots)
        )  # fmt: skip

    # the tier

    def _tier(self, picture: AccountPicture, programme: Programme) -> TierStory:
        outlook, day = standing(picture, programme), picture.day
        state = outlook.before
        first = first_day(programme, day, picture.joined_on)
        receipts = rows.receipts(self.tx, picture.id)
        steps = self._steps(picture.id, receipts)
        manual = picture.manual if picture.manual and outlook.before_name != programme.tier(state.code).name else None
        return TierStory(
            name=outlook.before_name, since=_since(steps, manual.since if manual else None, picture.joined_on),
            until=manual.until if manual else state.stands_until, metric=programme.metric, window=programme.window,
            window_from=max(first, picture.joined_on) if first == date.min else first,
            months=programme.qualifying_months,
            counted=tuple(
                Counted(row.on_date, Activity(row.on_date, row.spend, row.points, row.visits).amount(programme.metric),
                        receipts.get(row.sale_id, ""))
                for row in rows.counted(self.tx, picture.id, first, day)
            ),
            qualifying=outlook.qualifying, threshold=outlook.threshold, next_name=outlook.next_name,
            missing=outlook.to_next, manual=manual, computed_name=programme.tier(state.code).name if manual else "",
            warning=tiers.warning(programme, state, picture.activity, day, picture.joined_on), steps=steps,
        )  # fmt: skip

    def _steps(self, account_id: Id, receipts: Mapping[Id, str]) -> tuple[TierStep, ...]:
        return tuple(
            TierStep(
                TierMove(row.move), row.on_date, self._tier_name(row.programme_version, row.tier_before),
                self._tier_name(row.programme_version, row.tier_after), row.until_after,
                receipts.get(row.sale_id, ""),
            )
            for row in rows.tier_steps(self.tx, account_id)
        )  # fmt: skip

    def _tier_name(self, version: int, code: str) -> str:
        return self._programmes[version].tier(code).name


def _links(row: Any, others: Mapping[Id, str]) -> Links:
    return Links(
        occasion=row.occasion or "", rule=row.breakdown[0]["rule"] if row.breakdown else "", way=row.way or "",
        has_sale=row.sale_id is not None, has_cause=row.cause is not None, is_elsewhere=row.id in others,
    )  # fmt: skip


def _standing_lot(
    lot: Lot, day: date, size: tuple[int, int | None], receipts: Mapping[Id, str]
) -> StandingLot:  # fmt: skip
    points, idle = size
    return StandingLot(
        lot.left, points, lot.usable_from, lot.expires_on, receipts.get(lot.sale or "", ""),
        is_pending=lot.usable_from > day and not lot.is_expired(day), is_over=lot.is_expired(day), idle_months=idle,
    )  # fmt: skip


def _since(steps: Iterable[TierStep], by_hand: date | None, joined_on: date) -> date:
    """The day on which the present tier began: the last move that changed its name, or the day of joining."""
    changes = [step.day for step in steps if step.before != step.after]
    return by_hand or max(changes, default=joined_on)
