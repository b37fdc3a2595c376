"""Stamps, streaks and missions of sales: what a sale adds, what a refund takes back, and how far a member is."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import Connection

from pos_desktop.core.ids import Id
from pos_desktop.loyalty import games
from pos_desktop.loyalty.games import Mission, MissionProgress, MissionVisit, PaidLine, StampCard, StampProgress, Streak
from pos_desktop.loyalty.programme import Programme
from pos_desktop.selling.order import OrderType
from pos_desktop.selling.paid import paid_units
from pos_desktop.selling.pricing import PricedOrder
from pos_desktop.selling.refund import SoldLine
from pos_desktop.services.calendars.occasions import occasion
from pos_desktop.services.members.points import bonus
from pos_desktop.services.members.points.locking import Locked
from pos_desktop.services.selling.happened import SaleMade, SaleReturned
from pos_desktop.services.till import Till
from pos_desktop.services.written import Written
from pos_desktop.storage.queries import games as rows
from pos_desktop.storage.queries import shops
from pos_desktop.storage.queries.games import PastVisit
from pos_desktop.storage.schema.loyalty import stamp_entry

_REWARD = "reward:"
"""Begins the reason of a card that was handed in."""

# what a sale does


def sold(made: SaleMade) -> None:
    """Keep the stamps of a sale and of the cards handed in, and pay the streaks and missions that it fills.

    Nobody earns in a game who earns no points on the order: the blocked, and people on their own shift.
    """
    member, programme = made.locked, made.programme
    if member is None or not (programme.stamp_cards or programme.streaks or programme.missions):
        return
    _hand_in(made, member)
    if member.picture.blocked or not member.picture.earns:
        return
    _stamp(made, member)
    _pay_streaks(made, member)
    _pay_missions(made, member)


def _stamp(made: SaleMade, member: Locked) -> None:
    lines = _stamped_lines(made.quote.priced)
    for card in made.programme.stamp_cards:
        stamps = games.stamps_for(card, lines, made.occasion, made.quote.priced.order.order_type)
        _keep(made, member.picture.id, card.id, stamps, sale_id=made.sale_id, day=made.day)


def _hand_in(made: SaleMade, member: Locked) -> None:
    """Full cards that the order's rewards ask for."""
    needed = {card.id: card.needed for card in made.programme.stamp_cards}
    for reward in made.quote.rewards:
        if reward.stamps in needed:
            _keep(made, member.picture.id, reward.stamps, -needed[reward.stamps], sale_id=made.sale_id, day=made.day,
                  reason=_REWARD + reward.id)  # fmt: skip


def _keep(
    happened: SaleMade | SaleReturned, account_id: Id, card: str, stamps: int, *, sale_id: Id, day: date,
    refund_id: Id | None = None, reason: str = "",
) -> None:  # fmt: skip
    if stamps:
        happened.written.insert(stamp_entry, {
            "id": happened.till.ids(), "account_id": account_id, "card": card, "stamps": stamps, "sale_id": sale_id,
            "refund_id": refund_id, "reason": reason, "business_date": day, "at": happened.at,
        })  # fmt: skip


def _stamped_lines(priced: PricedOrder) -> list[PaidLine]:
    """Goods with the units that were paid for: what a deal gave away earns no stamp."""
    return [
        PaidLine(line.line.sku, line.line.category, paid)
        for line, paid in zip(priced.lines, paid_units(priced), strict=True)
        if line.is_goods and paid
    ]


def _pay_streaks(made: SaleMade, member: Locked) -> None:
    if not made.programme.streaks:
        return
    earlier = rows.visit_days(made.written.tx, member.picture.id, but=made.sale_id)
    for streak in made.programme.streaks:
        if games.completes(streak, earlier, made.day):
            key = games.streak_key(streak, member.picture.id, made.day)
            bonus.pay(member, key, f"streak:{streak.id}", streak.reward_points)


def _pay_missions(made: SaleMade, member: Locked) -> None:
    priced = made.quote.priced
    lines = [
        PaidLine(line.line.sku, line.line.category, line.line.qty)
        for line in priced.lines if line.is_goods and line.amount + line.points_share > 0
    ]  # fmt: skip
    visit = MissionVisit(made.occasion, priced.order.order_type, priced.basis, tuple(lines))
    for mission in made.programme.missions:
        if not mission.within.holds(made.occasion, priced.order.order_type):
            continue
        past = _past(made.written.tx, made.till, made.programme, member.picture.id, mission, but=made.sale_id)
        if games.mission_progress(mission, [*past, visit]).is_complete:
            key = games.mission_key(mission, member.picture.id)
            bonus.pay(member, key, f"mission:{mission.id}", mission.reward_points)


def _past(
    tx: Connection, till: Till, programme: Programme, account_id: Id, mission: Mission, *, but: Id = ""
) -> list[MissionVisit]:
    """The member's sales of the days of a mission, less what came back."""
    first, last = mission.within.starts_on or date.min, mission.within.ends_on or date.max
    found = rows.past_visits(tx, account_id, first, last, but=but)
    return [_visit(till, programme, one) for one in found]


def _visit(till: Till, programme: Programme, one: PastVisit) -> MissionVisit:
    at = replace(occasion(till, programme, one.at), day=one.day)
    return MissionVisit(at, OrderType(one.order_type), one.basis, one.lines)


# what a refund does


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


def parted(wrong: Locked, till: Till, programme: Programme, sale_id: Id) -> int:
    """Take back streaks and missions that a member does not fill without a sale that is moved away; gives the points.

    `programme` is that of the sale.
    """
    gone = _Gone(wrong, till, programme, sale_id, "move")
    return _streaks_back(gone) + _missions_back(gone)


@dataclass(frozen=True, slots=True)
class _Gone:
    """A sale that does not count for its member any more, or less than it did."""

    member: Locked
    till: Till
    programme: Programme
    sale_id: Id
    reason: str

    @property
    def tx(self) -> Connection:
        return self.member.booking.tx

    @property
    def programmes(self) -> tuple[Programme, Programme]:
        """That of the sale and today's: a mission may have begun after the sale that it counts."""
        return self.programme, self.member.booking.programme


def _stamps_back(back: SaleReturned) -> None:
    kept = rows.stamps_of_sale(back.written.tx, back.sale.id)
    cards = {card.id: card for card in back.programme.stamp_cards}
    rest = _rest(back.quote.money.rest)
    for card_id in sorted({row.card for row in kept if not row.reason and row.card in cards}):
        mine = [row for row in kept if row.card == card_id and not row.reason]
        given = sum(row.stamps for row in mine if row.refund_id is None)
        taken = -sum(row.stamps for row in mine if row.refund_id is not None)
        _give(back, mine[-1], -games.stamps_back(cards[card_id], given, taken, rest))
    if back.is_whole:
        kept_rewards = rows.rewards_kept(back.written.tx, back.sale.id)
        for row in kept:
            if row.reason and row.reason.removeprefix(_REWARD) not in kept_rewards:
                _give(back, row, -row.stamps)


def moved(written: Written, till: Till, sale_id: Id, to: Id, day: date) -> None:
    """Let what is left of a sale's stamps go over to the member whose the sale is; cards handed in stay handed in."""
    left: Counter[tuple[str, Id]] = Counter()
    for row in rows.stamps_of_sale(written.tx, sale_id):
        if not row.reason:
            left[row.card, row.account_id] += row.stamps
    for (card, account_id), stamps in left.items():
        for owner, change in ((account_id, -stamps), (to, stamps)):
            if change and account_id != to:
                written.insert(stamp_entry, {
                    "id": till.ids(), "account_id": owner, "card": card, "stamps": change, "sale_id": sale_id,
                    "refund_id": None, "reason": "", "business_date": day, "at": till.now(),
                })  # fmt: skip


def _give(back: SaleReturned, row: Any, stamps: int) -> None:
    _keep(back, row.account_id, row.card, stamps, sale_id=back.sale.id, day=back.day, refund_id=back.refund_id,
          reason=row.reason)  # fmt: skip


def _rest(lines: Iterable[SoldLine]) -> list[PaidLine]:
    """What stays sold of lines that cost something."""
    return [PaidLine(line.sku, line.category, line.qty) for line in lines if line.goods > 0]


def _streaks_back(gone: _Gone) -> int:
    streaks = {streak.id: streak for programme in gone.programmes for streak in programme.streaks}
    if not streaks:
        return 0
    account_id, taken = gone.member.picture.id, 0
    days = rows.visit_days(gone.tx, account_id, but=gone.sale_id)
    for streak in streaks.values():
        for key, on in rows.paid_streaks(gone.tx, account_id, streak.id):
            if not games.still_filled(streak, days, on):
                taken += bonus.take_back(gone.member, key, gone.reason)
    return taken


def _missions_back(gone: _Gone, left: Sequence[MissionVisit] = ()) -> int:
    """`left` is what stays of the sale."""
    missions = {mission.id: mission for programme in gone.programmes for mission in programme.missions}
    account_id, taken = gone.member.picture.id, 0
    for mission in missions.values():
        key = games.mission_key(mission, account_id)
        if bonus.is_paid(gone.tx, key):
            past = _past(gone.tx, gone.till, gone.programme, account_id, mission, but=gone.sale_id)
            if not games.mission_progress(mission, [*past, *left]).is_complete:
                taken += bonus.take_back(gone.member, key, gone.reason)
    return taken


def _left(back: SaleReturned) -> Sequence[MissionVisit]:
    """What stays of the sale that is being returned."""
    if back.is_whole:
        return ()
    rest = back.quote.money.rest
    at = replace(occasion(back.till, back.programme, back.sale.at), day=back.sale.business_date)
    basis = sum(line.amount for line in rest if line.earns)
    return (MissionVisit(at, OrderType(back.sale.order_type), basis, tuple(_rest(rest))),)


# how far a member is


@dataclass(frozen=True, slots=True)
class StampPicture:
    """A stamp card of the programme and where a member stands on it."""

    card: StampCard
    progress: StampProgress


@dataclass(frozen=True, slots=True)
class StreakPicture:
    """A streak and the days or weeks in a row, today's included once there was a visit."""

    streak: Streak
    length: int

    @property
    def filled(self) -> int:
        """Steps of the round that is not paid yet."""
        return self.length % self.streak.needed


@dataclass(frozen=True, slots=True)
class MissionPicture:
    """A mission that runs today, how far it is, and whether it was paid."""

    mission: Mission
    progress: MissionProgress
    is_paid: bool


@dataclass(frozen=True, slots=True)
class GamesPicture:
    """Everything that the member's panel tells of games."""

    stamps: tuple[StampPicture, ...] = ()
    streaks: tuple[StreakPicture, ...] = ()
    missions: tuple[MissionPicture, ...] = ()


class Games:
    """Looks at the games of a member."""

    def __init__(self, till: Till) -> None:
        self._till = till

    def progress(self, account_id: Id) -> GamesPicture:
        """How far a member is in every game of today's programme."""
        with self._till.db.read() as tx:
            day = self._till.today()
            programme = shops.programme_at(tx, day)
            stamps = rows.stamps_of(tx, account_id)
            days = rows.visit_days(tx, account_id) if programme.streaks else []
            return GamesPicture(
                tuple(StampPicture(card, games.stamp_progress(stamps.get(card.id, 0), card.needed))
                      for card in programme.stamp_cards),
                tuple(StreakPicture(streak, games.streak_of(days, day, streak.unit)) for streak in programme.streaks),
                tuple(self._mission(tx, programme, account_id, mission) for mission in programme.missions
                      if _runs(mission, day)),
            )  # fmt: skip

    def _mission(self, tx: Connection, programme: Programme, account_id: Id, mission: Mission) -> MissionPicture:
        past = _past(tx, self._till, programme, account_id, mission)
        paid = bonus.is_paid(tx, games.mission_key(mission, account_id))
        return MissionPicture(mission, games.mission_progress(mission, past), paid)


def _runs(mission: Mission, day: date) -> bool:
    return (mission.within.starts_on or day) <= day <= (mission.within.ends_on or day)
