"""Slips of what was done: gifts, vouchers of ours and of neighbours, draws, wheels, moved cash, as it was then."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection

from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.ids import Id
from pos_desktop.core.plain import from_plain
from pos_desktop.documents import slip as papers
from pos_desktop.documents.slip import CashSlip, DrawSlip, GiftSlip, NeighbourSlip, SeedSlip, SlipText, VoucherSlip
from pos_desktop.loyalty import partners as neighbours
from pos_desktop.loyalty import wheel as wheels
from pos_desktop.loyalty.giving import Cause
from pos_desktop.loyalty.wheel import Prize, Wheel
from pos_desktop.services.members.benefits.partners import armed
from pos_desktop.services.office import stored_papers
from pos_desktop.services.office.outbox import SlipOf
from pos_desktop.services.till import Till
from pos_desktop.storage.queries import games, replays, sales, shift_reports, shops, vouchers
from pos_desktop.storage.queries import slips as rows
from pos_desktop.wording import Wording

Told = tuple[SlipText, datetime]
"""What a slip says, and when it happened."""


def told_of(till: Till, about: SlipOf, subject: Id, words: Wording) -> Told:
    """What the slip of a deed says.

    Raises:
        Rejected: UNKNOWN_CAUSE, UNKNOWN_PARTNER, PARTNER_KEY, UNKNOWN_WHEEL, STORED_UNKNOWN, UNKNOWN_MEMBER where
            there is no such thing any more.
    """
    with till.db.read() as tx:
        return _BUILDERS[about](tx, till, subject, words)


def _gift(tx: Connection, till: Till, donation_id: Id, words: Wording) -> Told:
    row = _must(rows.gift(tx, donation_id), Code.UNKNOWN_CAUSE)
    causes = {cause.id: cause for cause in shops.programme_at(tx, row.business_date).causes}
    cause = causes.get(row.cause, Cause(row.cause, row.cause, row.cause))
    who = replays.named(tx, [row.account_id])[row.account_id]
    answer = row.answer or {}
    gift = GiftSlip(
        f"{who.code}-{row.seq}", who.name, answer.get("cause", cause.name), answer.get("payee", cause.payee),
        row.points, row.value, answer.get("available"),
    )  # fmt: skip
    return papers.of_gift(gift, words), row.at


def _neighbour(tx: Connection, till: Till, voucher_id: Id, words: Wording) -> Told:
    row = _must(rows.neighbour_voucher(tx, voucher_id), Code.UNKNOWN_PARTNER)
    known = {partner.id: partner for partner in armed(shops.programme_at(tx, row.business_date), till.keys)}
    partner = _must(known.get(row.partner), Code.UNKNOWN_PARTNER)
    last = neighbours.FIRST_DAY + timedelta(days=int(row.code[13:18]))
    code = neighbours.own_code(partner, row.code)  # what is kept has no signature
    voucher = NeighbourSlip(f"{row.serial:06d}", partner.name, row.value, last, code)
    return papers.of_partner_voucher(voucher, words), row.at


def _voucher(tx: Connection, till: Till, voucher_id: Id, words: Wording) -> Told:
    row, kept = rows.given_voucher(tx, voucher_id), vouchers.by_id(tx, voucher_id)
    if row is None or kept is None:
        raise Rejected(Code.INVALID_VOUCHER)
    held = kept.held
    who = replays.named(tx, [kept.account_id])[kept.account_id].name if kept.account_id else ""
    given = VoucherSlip(held.name, who, held.minimum, held.valid_from, held.expires_on, held.code)
    return papers.of_voucher(given, words), row.at


def _draw(tx: Connection, till: Till, draw_id: Id, words: Wording) -> Told:
    row = _must(rows.draw(tx, draw_id), Code.UNKNOWN_WHEEL)
    round_ = _must(rows.wheel_round_row(tx, row.round_id), Code.UNKNOWN_WHEEL)
    wheel = from_plain(Wheel, round_.definition)
    prize = next(prize for prize in wheel.prizes if prize.id == row.prize)
    won = vouchers.by_id(tx, row.voucher_id) if row.voucher_id else None
    sale = sales.by_id(tx, row.sale_id)
    draw = DrawSlip(
        f"{sale.number}/{row.turn}" if sale else str(row.turn), wheel.name, prize.name, row.points, prize.gift,
        row.ticket, wheels.ticket_text(row.round_id, row.ticket), round_.commitment, _chance(wheel, prize),
        won.code if won else "", won.expires_on if won else None,
    )  # fmt: skip
    return papers.of_draw(draw, words), row.at


def _chance(wheel: Wheel, prize: Prize) -> tuple[int, int] | None:
    """A prize that was drawn had its own weight still; that of «nothing» grows with every prize that is gone."""
    return None if prize.is_nothing else (prize.weight, wheel.whole)


def _round(tx: Connection, till: Till, round_id: Id, words: Wording) -> Told:
    row = _must(rows.wheel_round_row(tx, round_id), Code.UNKNOWN_WHEEL)
    wheel = from_plain(Wheel, row.definition)
    odds = wheels.odds(wheel, games.wheel_state(tx, wheel.id, before=row.opened_at))
    told = tuple((one.prize.name, one.weight, one.whole) for one in odds)
    return papers.of_round(wheel.name, told, row.commitment, words), row.opened_at


def _seed(tx: Connection, till: Till, round_id: Id, words: Wording) -> Told:
    row = rows.wheel_round_row(tx, round_id)
    if row is None or row.closed_at is None:
        raise Rejected(Code.UNKNOWN_WHEEL)
    wheel = from_plain(Wheel, row.definition)
    over = SeedSlip(wheel.name, row.id, games.last_ticket(tx, row.id), row.commitment, row.seed)
    return papers.of_seed(over, words), row.closed_at


def _cash(tx: Connection, till: Till, movement_id: Id, words: Wording) -> Told:
    row = _must(shift_reports.movement(tx, movement_id), Code.UNKNOWN_REPORT)
    moved = CashSlip(row.kind, row.amount, row.reason, row.staff, row.register, row.shift)
    return papers.of_cash(moved, words), row.at


def _must(found: Any, code: Code) -> Any:
    if found is None:
        raise Rejected(code)
    return found


_BUILDERS: dict[SlipOf, Callable[[Connection, Till, Id, Wording], Told]] = {
    SlipOf.GIFT: _gift, SlipOf.NEIGHBOUR: _neighbour, SlipOf.DRAW: _draw, SlipOf.ROUND: _round, SlipOf.SEED: _seed,
    SlipOf.CASH: _cash, SlipOf.VOUCHER: _voucher, SlipOf.GIFT_CARD: stored_papers.gift_card,
    SlipOf.TOP_UP: stored_papers.top_up, SlipOf.WELCOME: stored_papers.welcome,
}  # fmt: skip
