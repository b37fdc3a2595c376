"""Paid memberships: the terms that sales sell, what comes back of them, whose renewal is due."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Connection

from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.ids import Id
from pos_desktop.core.money import Money
from pos_desktop.core.quantity import plain
from pos_desktop.loyalty.membership import OFFER_DAYS, Plan, refund_of, term
from pos_desktop.selling.lines import OrderLine, Ware
from pos_desktop.services.members.points import bonus
from pos_desktop.services.selling.happened import SaleGiven, SaleMade, SaleReturned
from pos_desktop.storage.queries import memberships, merges
from pos_desktop.storage.queries.memberships import Held, SoldTerm, last_day, plan_of
from pos_desktop.storage.schema.loyalty import membership_term

__all__ = ["Held", "Renewal", "plan_of", "refundable", "renewals_due", "returned", "sold"]

YESTERDAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Renewal:
    """A member whose paid membership ends soon and goes on no further."""

    account_id: Id
    plan: str
    until: date


def renewals_due(tx: Connection, day: date) -> tuple[Renewal, ...]:
    """Members to whom renewal is offered on `day`, the earliest end first."""
    due = {}
    for ending in memberships.ending(tx, day, day + timedelta(days=OFFER_DAYS)):
        account_id, until = merges.survivor(tx, ending.account_id), ending.term.until
        held = plan_of(tx, account_id, day)
        if until is not None and (held.plan, held.until) == (ending.plan, until):
            due[account_id] = Renewal(account_id, ending.plan, until)
    return tuple(sorted(due.values(), key=lambda renewal: (renewal.until, renewal.account_id)))


# what a sale does


def sold(made: SaleMade) -> None:
    """Begin (or continue) the memberships that the sale sold, with their welcome points.

    Raises:
        Rejected: UNKNOWN_MEMBER for a guest, UNKNOWN_ITEM for a plan that is not there, INVALID_AMOUNT for another
            price.
    """
    for position, priced in enumerate(made.quote.priced.lines, 1):
        if priced.line.ware is Ware.MEMBERSHIP:
            plan = _plan_of(made, priced.line, priced.gross)
            _begin(made, plan, position, priced.amount)


def _plan_of(made: SaleMade, line: OrderLine, gross: Money) -> Plan:
    plan = made.programme.plan(line.target)
    if plan is None:
        raise Rejected(Code.UNKNOWN_ITEM, text=line.target)
    if gross != plan.price:
        raise Rejected(Code.INVALID_AMOUNT, least=plan.price, most=plan.price)
    return plan


def _begin(made: SaleMade, plan: Plan, position: int, price: Money) -> None:
    if made.locked is None:
        raise Rejected(Code.UNKNOWN_MEMBER)
    account_id = made.locked.booking.locked.id
    bought = term(plan, made.day, _current_until(made.written.tx, account_id, plan, made.day))
    made.written.insert(membership_term, {
        "id": made.till.ids(), "account_id": account_id, "plan": plan.code, "kind": "sold", "from_on": bought.start,
        "until_on": bought.until, "price": price, "sale_id": made.sale_id, "sale_line": position, "at": made.at,
    })  # fmt: skip
    if plan.welcome_points:
        bonus.pay(made.locked, welcome_key(made.sale_id, position), f"plan:{plan.code}", plan.welcome_points)


def _current_until(tx: Connection, account_id: Id, plan: Plan, day: date) -> date | None:
    """Last day that a renewal goes on from: another plan begins at once."""
    terms = [x for x in memberships.of_account(tx, account_id) if x.plan == plan.code and not x.is_empty]
    holds = [x for x in terms if x.term.start <= day and (x.term.until is None or x.term.until >= day)]
    return last_day(terms, day) if holds else None


def welcome_key(sale_id: Id, position: int) -> str:
    """What makes the welcome points of a plan's line unique."""
    return f"plan:{sale_id}:{position}"


# what a refund does


def refundable(tx: Connection, sale_id: Id, day: date) -> dict[int, Money]:
    """What the sale's membership lines give back on `day`, by position: the days from `day` on, by their share."""
    return {
        sold_.sale_line: refund_of(sold_.price, sold_.term.start, sold_.term.until, day - YESTERDAY)
        for sold_ in memberships.of_sale(tx, sale_id) if not sold_.is_returned
    }  # fmt: skip


def returned(back: SaleReturned) -> None:
    """End the terms that are returned with yesterday, and take their welcome points back.

    Raises:
        Rejected: INVALID_QUANTITY for a part of a term.
    """
    qty = {line.position: line.qty for line in back.sold.sold.lines}
    lines = {line.position: line for line in back.quote.money.lines}
    for sold_ in memberships.of_sale(back.written.tx, back.sale.id):
        line = lines.get(sold_.sale_line)
        if line is None or sold_.is_returned:
            continue
        if line.qty != qty[sold_.sale_line]:
            raise Rejected(Code.INVALID_QUANTITY, line=sold_.sale_line, most=plain(qty[sold_.sale_line]))
        _end(back, sold_, line.money)


def _end(back: SaleReturned, sold_: SoldTerm, money: Money) -> None:
    back.written.insert(membership_term, {
        "id": back.till.ids(), "account_id": sold_.bought_by, "plan": sold_.plan, "kind": "returned",
        "from_on": sold_.term.start, "until_on": _ended(sold_, back.day), "price": money, "sale_id": sold_.sale_id,
        "sale_line": sold_.sale_line, "refund_id": back.refund_id, "at": back.at,
    })  # fmt: skip
    bonus.take_back_from(back, welcome_key(sold_.sale_id, sold_.sale_line), "membership_returned")


def _ended(sold_: SoldTerm, day: date) -> date:
    """Yesterday; a term that was over before stays as it was."""
    yesterday = day - YESTERDAY
    return yesterday if sold_.term.until is None else min(yesterday, sold_.term.until)


# what a move does: the terms go with their sale by themselves, with the days that they have


def parted(given: SaleGiven) -> int:
    """Take the welcome points of the sale's plans back from who never bought them; gives the points."""
    return sum(bonus.take_back_beside(given.held, key, "move") for key in _welcomes(given))


def joined(given: SaleGiven) -> int:
    """Credit them to whose the plans are now, as of then; gives the points."""
    return sum(bonus.follow(given.right, key) for key in _welcomes(given))


def _welcomes(given: SaleGiven) -> list[str]:
    return [welcome_key(sold_.sale_id, sold_.sale_line) for sold_ in memberships.of_sale(given.tx, given.sale.id)]
