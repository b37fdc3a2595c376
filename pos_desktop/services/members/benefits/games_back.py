"""What a refund, or a move to somebody else, takes back of stamps, streaks and missions."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection

from pos_desktop.core.ids import Id
from pos_desktop.loyalty import games
from pos_desktop.loyalty.games import Mission, MissionVisit, PaidLine
from pos_desktop.loyalty.programme import Programme
from pos_desktop.selling.order import OrderType
from pos_desktop.selling.refund import SoldLine
from pos_desktop.services.calendars.occasions import occasion
from pos_desktop.services.members.benefits.games import HANDED_IN, Stamped, keep, paid_key, visits_for
from pos_desktop.services.members.points import bonus
from pos_desktop.services.members.points.locking import Locked
from pos_desktop.services.selling.happened import SaleGiven, SaleReturned
from pos_desktop.services.till import Till
from pos_desktop.storage.queries import games as rows
from pos_desktop.storage.queries import merges


def returned(back: SaleReturned) -> None:
    """Take back what a refund leaves no ground for.

    Stamps: what the rest of the sale no longer carries, where a piece that was free is the first to be returned. Cards
    handed in come back with the whole sale, where the reward does (`rewards.returned` comes first). The reward of a
    streak goes when one of its days or weeks has no visit left, that of a mission when its target is not reached.
    """
    _stamps_back(back)
    if back.locked is not None:
        gone = _Gone(back.locked, back.till, back.programme, back.sale.id, "refund")
        if back.is_whole:
            _streaks_back(gone)
        _missions_back(gone, _left(back))


def parted(given: SaleGiven) -> int:
    """Take back streaks and missions that a member does not fill without a sale moved away; gives the points."""
    if given.wrong is None:
        return 0
    gone = _Gone(given.wrong, given.till, given.programme, given.sale.id, "move")
    return _streaks_back(gone) + _missions_back(gone)


@dataclass(frozen=True, slots=True)
class _Gone:
    """A sale that does not count for its member any more, or less than it did."""

    member: Locked
    till: Till
    programme: Programme
    """That of the sale."""
    sale_id: Id
    reason: str

    @property
    def tx(self) -> Connection:
        return self.member.booking.tx

    @property
    def programmes(self) -> tuple[Programme, Programme]:
        """That of the sale and today's: a mission may have begun after the sale that it counts."""
        return self.programme, self.member.booking.programme


# stamps


def _stamps_back(back: SaleReturned) -> None:
    kept = rows.stamps_of_sale(back.written.tx, back.sale.id)
    cards = {card.id: card for card in back.programme.stamp_cards}
    rest = rest_of(back.quote.money.rest)
    for card_id in sorted({row.card for row in kept if not row.reason and row.card in cards}):
        mine = [row for row in kept if row.card == card_id and not row.reason]
        given = sum(row.stamps for row in mine if row.refund_id is None)
        taken = -sum(row.stamps for row in mine if row.refund_id is not None)
        _give(back, mine[-1], -games.stamps_back(cards[card_id], given, taken, rest))
    if back.is_whole:
        kept_rewards = rows.rewards_kept(back.written.tx, back.sale.id)
        for row in kept:
            if row.reason and row.reason.removeprefix(HANDED_IN) not in kept_rewards:
                _give(back, row, -row.stamps)


def _give(back: SaleReturned, row: Any, stamps: int) -> None:
    keep(back.written, back.till, Stamped(
        row.account_id, row.card, stamps, back.sale.id, back.day, back.refund_id, row.reason
    ))  # fmt: skip


def rest_of(lines: Iterable[SoldLine]) -> list[PaidLine]:
    """What stays sold of lines that cost something."""
    return [PaidLine(line.sku, line.category, line.qty) for line in lines if line.goods > 0]


# streaks and missions


def _streaks_back(gone: _Gone) -> int:
    streaks = {streak.id: streak for programme in gone.programmes for streak in programme.streaks}
    if not streaks:
        return 0
    account_id, taken = gone.member.picture.id, 0
    days = rows.visit_days(gone.tx, account_id, but=gone.sale_id)
    for one in merges.family(gone.tx, account_id):
        for streak in streaks.values():
            for key, on in rows.paid_streaks(gone.tx, one, streak.id):
                if not games.still_filled(streak, days, on):
                    taken += bonus.take_back(gone.member, key, gone.reason)
    return taken


def _missions_back(gone: _Gone, left: Sequence[MissionVisit] = ()) -> int:
    """`left` is what stays of the sale."""
    missions = {mission.id: mission for programme in gone.programmes for mission in programme.missions}
    return sum(_mission_back(gone, mission, left) for mission in missions.values())


def _mission_back(gone: _Gone, mission: Mission, left: Sequence[MissionVisit]) -> int:
    key = paid_key(gone.tx, mission, gone.member.picture.id)
    if not key:
        return 0
    past = visits_for(gone.tx, gone.till, gone.programme, gone.member.picture.id, mission, but=gone.sale_id)
    if games.mission_progress(mission, [*past, *left]).is_complete:
        return 0
    return bonus.take_back(gone.member, key, gone.reason)


def _left(back: SaleReturned) -> Sequence[MissionVisit]:
    """What stays of the sale that is being returned."""
    if back.is_whole:
        return ()
    rest = back.quote.money.rest
    at = replace(occasion(back.till, back.programme, back.sale.at), day=back.sale.business_date)
    basis = sum(line.amount for line in rest if line.earns)
    return (MissionVisit(at, OrderType(back.sale.order_type), basis, tuple(rest_of(rest))),)
