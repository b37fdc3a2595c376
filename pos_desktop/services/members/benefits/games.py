"""Stamps, streaks and missions of sales: what a sale adds, and how far a member is."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Connection

from pos_desktop.core.ids import Id
from pos_desktop.loyalty import games
from pos_desktop.loyalty.games import Mission, MissionProgress, MissionVisit, PaidLine, StampCard, StampProgress, Streak
from pos_desktop.loyalty.lots import LotDates
from pos_desktop.loyalty.programme import Programme
from pos_desktop.selling.order import OrderType
from pos_desktop.selling.paid import paid_units
from pos_desktop.selling.pricing import PricedOrder
from pos_desktop.services.calendars.occasions import occasion
from pos_desktop.services.members.points import bonus
from pos_desktop.services.members.points.locking import Locked
from pos_desktop.services.selling.happened import SaleMade
from pos_desktop.services.till import Till
from pos_desktop.services.written import Written
from pos_desktop.storage.queries import games as rows
from pos_desktop.storage.queries import merges, shops
from pos_desktop.storage.queries.games import PastVisit
from pos_desktop.storage.schema.loyalty import stamp_entry

HANDED_IN = "reward:"
"""Begins the reason of a card that was handed in."""


@dataclass(frozen=True, slots=True)
class Stamped:
    """Stamps for an account; `reason` is empty but where a card is handed in or comes back."""

    account_id: Id
    card: str
    stamps: int
    sale_id: Id
    day: date
    refund_id: Id | None = None
    reason: str = ""


def keep(written: Written, till: Till, one: Stamped) -> None:
    """Insert the row of stamps, where there are any."""
    if one.stamps:
        written.insert(stamp_entry, {
            "id": till.ids(), "account_id": one.account_id, "card": one.card, "stamps": one.stamps,
            "sale_id": one.sale_id, "refund_id": one.refund_id, "reason": one.reason, "business_date": one.day,
            "at": till.now(),
        })  # fmt: skip


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
        keep(made.written, made.till, Stamped(member.picture.id, card.id, stamps, made.sale_id, made.day))


def _hand_in(made: SaleMade, member: Locked) -> None:
    """Full cards that the order's rewards ask for."""
    needed = {card.id: card.needed for card in made.programme.stamp_cards}
    for reward in made.quote.rewards:
        if reward.stamps in needed:
            keep(made.written, made.till, Stamped(
                member.picture.id, reward.stamps, -needed[reward.stamps], made.sale_id, made.day,
                reason=HANDED_IN + reward.id,
            ))  # fmt: skip


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
        if mission.within.holds(made.occasion, priced.order.order_type):
            past = visits_for(made.written.tx, made.till, made.programme, member.picture.id, mission, but=made.sale_id)
            pay_if_complete(member, mission, [*past, visit])


def pay_if_complete(
    member: Locked, mission: Mission, visits: Iterable[MissionVisit], dates: LotDates | None = None
) -> int:
    """Pay a mission that the visits fill, once for all who are this member; gives the points."""
    paid = paid_key(member.booking.tx, mission, member.picture.id)
    if paid or not games.mission_progress(mission, visits).is_complete:
        return 0
    key = games.mission_key(mission, member.picture.id)
    return bonus.pay(member, key, f"mission:{mission.id}", mission.reward_points, dates=dates)


def paid_key(tx: Connection, mission: Mission, account_id: Id) -> str:
    """The key under which the member, or who became part of them, was paid for a mission; empty for nobody."""
    keys = (games.mission_key(mission, one) for one in merges.family(tx, account_id))
    return next((key for key in keys if bonus.is_paid(tx, key)), "")


def visits_for(
    tx: Connection, till: Till, programme: Programme, account_id: Id, mission: Mission, *, but: Id = ""
) -> list[MissionVisit]:
    """The member's sales of the days of a mission, less what came back."""
    first, last = mission.within.starts_on or date.min, mission.within.ends_on or date.max
    found = rows.past_visits(tx, account_id, first, last, but=but)
    return [visit_of(till, programme, one) for one in found]


def visit_of(till: Till, programme: Programme, one: PastVisit) -> MissionVisit:
    """A sale as missions look at it."""
    at = replace(occasion(till, programme, one.at), day=one.day)
    return MissionVisit(at, OrderType(one.order_type), one.basis, one.lines)


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
        past = visits_for(tx, self._till, programme, account_id, mission)
        paid = bool(paid_key(tx, mission, account_id))
        return MissionPicture(mission, games.mission_progress(mission, past), paid)


def _runs(mission: Mission, day: date) -> bool:
    return (mission.within.starts_on or day) <= day <= (mission.within.ends_on or day)
