"""Stamps, streaks and missions of a sale that becomes a member's after it was made."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from sqlalchemy import Connection

from pos_desktop.core.ids import Id
from pos_desktop.core.occasion import Occasion
from pos_desktop.core.quantity import ONE, Quantity
from pos_desktop.core.rates import WHOLE
from pos_desktop.loyalty import games
from pos_desktop.loyalty.games import MissionVisit, PaidLine
from pos_desktop.loyalty.programme import Programme
from pos_desktop.selling.benefits import Benefit, BuyGet, Combo
from pos_desktop.selling.order import OrderType
from pos_desktop.services.calendars.occasions import occasion
from pos_desktop.services.members.benefits.games import Stamped, keep, pay_if_complete, visits_for
from pos_desktop.services.members.benefits.games_back import rest_of
from pos_desktop.services.members.points import bonus
from pos_desktop.services.selling.happened import SaleGiven
from pos_desktop.storage.queries import games as rows
from pos_desktop.storage.queries import vouchers
from pos_desktop.storage.queries.games import SoldUnits


def joined(given: SaleGiven) -> int:
    """Bring the sale's stamps over, and pay the streaks and missions that it fills for its member; gives the points.

    Nobody earns in a game who earns no points on the order.
    """
    if given.wrong is not None:
        _stamps_over(given)
    elif given.facts.earns:
        _stamp(given)
    return _streaks(given) + _missions(given) if given.facts.earns else 0


# stamps


def _stamps_over(given: SaleGiven) -> None:
    """What is left of the sale's stamps goes over; a sale with a card that was handed in is not moved."""
    left: Counter[tuple[str, Id]] = Counter()
    for row in rows.stamps_of_sale(given.tx, given.sale.id):
        left[row.card, row.account_id] += row.stamps
    to = given.right.picture.id
    for (card, account_id), stamps in left.items():
        if account_id != to:
            for owner, change in ((account_id, -stamps), (to, stamps)):
                keep(given.written, given.till, Stamped(owner, card, change, given.sale.id, given.right.booking.day))


def _stamp(given: SaleGiven) -> None:
    """What the guest would have got for what they kept."""
    at, order_type, rest = _at(given), OrderType(given.sale.order_type), rest_of(given.rest.lines)
    paid = list(_paid_lines(given.tx, given.programme, given.sale.id)) if given.programme.stamp_cards else []
    for card in given.programme.stamp_cards:
        stamps = min(games.stamps_for(card, paid, at, order_type), games.stamps_of(card, rest))
        day = given.right.booking.day
        keep(given.written, given.till, Stamped(given.right.picture.id, card.id, stamps, given.sale.id, day))


def _paid_lines(tx: Connection, programme: Programme, sale_id: Id) -> Iterator[PaidLine]:
    """Lines of goods less the pieces that a deal gave away."""
    free = {promotion.id for promotion in programme.promotions if _gives_away(
        promotion.benefit or promotion.buy_get or promotion.combo
    )}  # fmt: skip
    free |= {use.voucher.id for use in vouchers.used_on(tx, sale_id) if _gives_away(use.voucher.held.benefit)}
    for line in rows.sold_units(tx, sale_id):
        yield PaidLine(line.sku, line.category, max(0, line.qty - _free_units(line, free)))


def _gives_away(effect: Benefit | BuyGet | Combo | None) -> bool:
    """Whether the pieces that it takes cost nothing."""
    if isinstance(effect, Benefit):
        return effect.percent == WHOLE or effect.price == 0
    return isinstance(effect, BuyGet) and effect.percent == WHOLE


def _free_units(line: SoldUnits, free: set[str]) -> Quantity:
    off = sum(amount for rule, amount in line.off.items() if rule in free)
    return off * line.qty // line.gross // ONE * ONE if line.gross else 0


# streaks and missions


def _at(given: SaleGiven) -> Occasion:
    return replace(occasion(given.till, given.programme, given.sale.at), day=given.sale.business_date)


def _streaks(given: SaleGiven) -> int:
    """A visit of then may join visits of before and after it: the points are those of the day that is full now."""
    account_id, points = given.right.picture.id, 0
    if not given.programme.streaks:
        return 0
    days = rows.visit_days(given.tx, account_id, but=given.sale.id)
    for streak in given.programme.streaks:
        filled = games.filled_late(streak, days, given.sale.business_date)
        if filled is not None:
            key, rule = games.streak_key(streak, account_id, filled), f"streak:{streak.id}"
            points += bonus.pay(given.right, key, rule, streak.reward_points, dates=given.rest.dates)
    return points


def _missions(given: SaleGiven) -> int:
    """Those of the sale's programme and of today's, which counts the sale too where its days hold it."""
    programmes = (given.programme, given.right.booking.programme)
    missions = {mission.id: mission for programme in programmes for mission in programme.missions}
    order_type = OrderType(given.sale.order_type)
    visit = MissionVisit(_at(given), order_type, given.rest.basis, tuple(rest_of(given.rest.lines)))
    points = 0
    for mission in missions.values():
        if mission.within.holds(visit.at, order_type):
            past = visits_for(given.tx, given.till, given.programme, given.right.picture.id, mission, but=given.sale.id)
            points += pay_if_complete(given.right, mission, [*past, visit], given.rest.dates)
    return points
