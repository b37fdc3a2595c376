"""What sales and refunds do to what members owe: charge it, pay it, earn its points once paid, owe less."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection

from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.ids import Id
from pos_desktop.core.money import Money
from pos_desktop.core.plain import from_plain
from pos_desktop.loyalty.accrual import EarnFacts
from pos_desktop.loyalty.quote import Quote
from pos_desktop.selling.lines import Ware
from pos_desktop.selling.tenders import Settlement, TenderKind, total
from pos_desktop.services.members.points import bonus
from pos_desktop.services.members.points.ledger import Linked
from pos_desktop.services.members.points.locking import Locked
from pos_desktop.services.members.points.remaining import remaining
from pos_desktop.services.selling.happened import SaleMade, SaleReturned
from pos_desktop.services.shop.rights import allow
from pos_desktop.services.till import Till
from pos_desktop.services.written import Written
from pos_desktop.storage.queries import credit, games, merges, returns
from pos_desktop.storage.schema.owing import debt_entry


@dataclass(frozen=True, slots=True)
class Cause:
    """What entries of one operation share."""

    written: Written
    till: Till
    operation_id: str
    staff_id: Id | None
    at: datetime
    day: date


def on_credit(settlement: Settlement) -> Money:
    """How much of a sale is owed from now on."""
    return total([tender for tender in settlement.tenders if tender.kind is TenderKind.ON_CREDIT])


def unearned(quoted: Quote, settlement: Settlement) -> Quote:
    """The quote of a sale that earns only when it is paid: no points now. Any other stays as it is."""
    if not on_credit(settlement):
        return quoted
    nothing = replace(quoted.earns, points=0, breakdown=(), by_line=(0,) * len(quoted.earns.by_line), limited=False)
    return replace(quoted, earns=nothing)


def sold(made: SaleMade) -> None:
    """Pay what the sale pays of debts, and charge what it leaves owed; most sales do neither.

    Raises:
        Rejected: CREDIT_MEMBER for a guest; MEMBER_BLOCKED; INVALID_AMOUNT where a debt would pay a debt; DEBT_LESS
            (`owed`); CREDIT_LIMIT (`left`); NOT_ALLOWED with the right `credit`, whose subject is the order.
    """
    charged = on_credit(made.settlement)
    paid = [(at, priced.amount) for at, priced in enumerate(made.quote.priced.lines, 1)
            if priced.line.ware is Ware.DEBT]  # fmt: skip
    if not (charged or paid):
        return
    held = made.locked
    if held is None:
        raise Rejected(Code.CREDIT_MEMBER)
    cause = Cause(made.written, made.till, made.operation_id, made.staff_id, made.at, made.day)
    if paid and charged:
        raise Rejected(Code.INVALID_AMOUNT, most=0)
    if paid:
        _pay(made, cause, held, paid)
    if charged:
        _charge(made, cause, held, charged)


def _charge(made: SaleMade, cause: Cause, held: Locked, amount: Money) -> None:
    if held.picture.blocked:
        raise Rejected(Code.MEMBER_BLOCKED)
    tx, account_id = cause.written.tx, held.picture.id
    allow(cause.written, cause.till, made.staff_id, "credit", subject=made.quote.priced.order.id)
    accounts = merges.family(tx, account_id)
    left = (credit.limit(tx, accounts) or 0) - credit.owed(tx, accounts)
    if amount > left:
        raise Rejected(Code.CREDIT_LIMIT, left=max(0, left))
    enter(cause, account_id, "charge", amount, sale_id=made.sale_id, pays_sale_id=made.sale_id)


def _pay(made: SaleMade, cause: Cause, held: Locked, lines: list[tuple[int, Money]]) -> None:
    tx = cause.written.tx
    open_sales = list(credit.sales_owed(tx, merges.family(tx, held.picture.id)))
    owed = sum(one.left for one in open_sales)
    if sum(amount for _at, amount in lines) > owed:
        raise Rejected(Code.DEBT_LESS, owed=owed)
    for position, amount in lines:
        left = amount
        while left:
            oldest = open_sales.pop(0)
            part = min(left, oldest.left)
            entry_id = enter(cause, oldest.account_id, "payment", -part, sale_id=made.sale_id, sale_line=position,
                             pays_sale_id=oldest.sale_id)  # fmt: skip
            left -= part
            if part < oldest.left:
                open_sales.insert(0, replace(oldest, left=oldest.left - part))
            else:
                earn(held, oldest.sale_id, entry_id)


def enter(
    cause: Cause, account_id: Id, kind: str, amount: Money, *, pays_sale_id: Id, sale_id: Id | None = None,
    sale_line: int = 0, refund_id: Id | None = None, reason: str = "",
) -> Id:  # fmt: skip
    """Write one entry of an account that is locked; gives its id."""
    entry_id = cause.till.ids()
    cause.written.insert(debt_entry, {
        "id": entry_id, "account_id": account_id, "seq": credit.next_seq(cause.written.tx, account_id), "kind": kind,
        "amount": amount, "at": cause.at, "business_date": cause.day, "sale_id": sale_id, "sale_line": sale_line,
        "refund_id": refund_id, "pays_sale_id": pays_sale_id, "operation_id": cause.operation_id,
        "register_id": cause.till.register.id, "staff_id": cause.staff_id, "reason": reason,
    })  # fmt: skip
    return entry_id


def earn(held: Locked, sale_id: Id, entry_id: Id) -> None:
    """Credit what remains of a sale that is paid now, by the rules and the facts of its day, once for ever."""
    booking = held.booking
    try:
        rest = remaining(booking.tx, sale_id)
    except Rejected as refused:
        if refused.code is Code.ALREADY_REFUNDED:
            return
        raise
    if rest.owner.account_id != held.picture.id or rest.owner.earned or not rest.owner.facts:
        return
    earns, kept = rest.accrual(from_plain(EarnFacts, rest.owner.facts)), credit.forgiven(booking.tx, sale_id)
    points = earns.points - kept
    if points <= 0:
        return
    steps = [{"rule": step.rule, "points": step.points} for step in earns.breakdown]
    steps += [{"rule": "shortfall", "points": -kept}] if kept else []
    key = bonus.next_key(booking.tx, credit.occasion_of(sale_id))
    own, booking.sale_id = booking.sale_id, sale_id
    booking.credit("accrual", points, rest.dates, Linked("", steps, entry_id, key))
    booking.act("sale", rest.row.business_date, 0, points, 0, entry_id)
    booking.sale_id = own
    booking.earned += points


def unearn(held: Locked, sale_id: Id) -> None:
    """Take back what a sale brought when it was paid, less what its own refunds took: it is owed again."""
    booking, key = held.booking, credit.occasion_of(sale_id)
    paid = bonus.standing(booking.tx, key)
    left = credit.earned(booking.tx, sale_id) - credit.clawed(booking.tx, sale_id)
    if paid is None or left <= 0 or not bonus.take_back(held, key, "refund", left):
        return
    back, row = (
        games.entry_by_occasion(booking.tx, credit.UNDONE + paid.occasion),
        returns.sale_row(booking.tx, sale_id),
    )
    assert back is not None and row is not None
    own, booking.sale_id = booking.sale_id, sale_id
    # What expired meanwhile is not taken again, and yet does not count any more.
    booking.act("sale", row.business_date, 0, -left, 0, back.id)
    booking.sale_id = own


def refundable(tx: Connection, sale_id: Id, _day: date) -> Mapping[int, Money]:
    """A debt that was paid is owed again where that is undone, unless its sale came back meanwhile, or brought points
    that somebody else has by now.
    """
    rows = credit.payments(tx, sale_id)
    owner = returns.owner(tx, returns.sale_row(tx, sale_id)).account_id if rows else None
    kept = {row.sale_line for row in rows if not _may_unearn(tx, row.pays_sale_id, owner)}
    again: dict[int, Money] = {}
    for row in rows:
        most = 0 if row.sale_line in kept else _owed_again(tx, row)
        again[row.sale_line] = again.get(row.sale_line, 0) + most
    return again


def _may_unearn(tx: Connection, sale_id: Id, owner: Id | None) -> bool:
    paid = bonus.standing(tx, credit.occasion_of(sale_id))
    return paid is None or merges.survivor(tx, paid.account_id) == owner


def _owed_again(tx: Connection, row: Any) -> Money:
    """How much of a payment may be undone: nobody owes more for a sale than the goods that they still have."""
    return max(0, min(-int(row.amount), credit.unpaid_at_most(tx, row.pays_sale_id)))


def returned(back: SaleReturned) -> None:
    """Owe less for goods that were bought on credit, and owe again what is paid back of a debt."""
    tx = back.written.tx
    cause = Cause(back.written, back.till, back.operation_id, back.staff_id, back.at, back.day)
    given = sum(one.amount for one in back.quote.money.tenders if one.kind == TenderKind.ON_CREDIT)
    if given:
        charge = credit.charge(tx, back.sale.id)
        less = min(given, credit.left_of(tx, back.sale.id))
        if less:
            enter(cause, charge.account_id, "return", -less, pays_sale_id=back.sale.id, refund_id=back.refund_id)
    undone = {line.position: line.money for line in back.quote.money.lines if line.money}
    for row in _debts(tx, back.sale) if undone else ():
        if part := min(undone.get(row.sale_line, 0), _owed_again(tx, row)):
            undone[row.sale_line] -= part
            enter(cause, row.account_id, "payment", part, sale_id=back.sale.id, sale_line=row.sale_line,
                  pays_sale_id=row.pays_sale_id, refund_id=back.refund_id)  # fmt: skip
            if back.locked:
                unearn(back.locked, row.pays_sale_id)


def _debts(tx: Connection, sale: Any) -> list[Any]:
    """What a sale paid of debts; only a member's sale does."""
    return credit.payments(tx, sale.id) if sale.account_id else []
