"""One sale being completed inside its transaction: locks, quote, settlement, points, rows, journal, promises."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.ids import Id
from pos_desktop.core.money import Money
from pos_desktop.core.occasion import Occasion
from pos_desktop.core.rates import Percent
from pos_desktop.loyalty.programme import Programme
from pos_desktop.loyalty.quote import Quote, quote
from pos_desktop.selling.order import Order
from pos_desktop.selling.permissions import check_discounts, is_repriced, percent_asked, price_cut
from pos_desktop.selling.pricing import PricedOrder
from pos_desktop.selling.promotions import asked_for
from pos_desktop.selling.sale import SaleLoyalty
from pos_desktop.selling.shift import Shift
from pos_desktop.selling.tenders import Settlement, Tender, exact_cash, settle
from pos_desktop.services import journal, operations
from pos_desktop.services.calendars.occasions import occasion
from pos_desktop.services.journal import Event
from pos_desktop.services.members.points import birthdays
from pos_desktop.services.members.points.ledger import Linked
from pos_desktop.services.members.points.locking import Locked, Purpose, lock_account
from pos_desktop.services.members.points.snapshots import snapshot
from pos_desktop.services.office import falling_due, outbox, stored_papers
from pos_desktop.services.office.stored_papers import LOADED
from pos_desktop.services.selling import companions, credit_rows, exchanging, kitchen_rows, orders, serials
from pos_desktop.services.selling.happened import SaleMade
from pos_desktop.services.selling.sale_rows import NewSale, insert_sale, journal_body
from pos_desktop.services.selling.texts import cleaned
from pos_desktop.services.shop import charging, wares
from pos_desktop.services.shop.drawer.opening import open_in
from pos_desktop.services.shop.rights import allow, require
from pos_desktop.services.till import Till, next_number
from pos_desktop.services.written import Written
from pos_desktop.storage.queries import promotion_uses, settings, shops
from pos_desktop.storage.schema.loyalty import accrual_flag


@dataclass(frozen=True, slots=True)
class CompleteSale:
    """A paid order. `id` is the operation, made before it is sent; `tenders` None is exact cash.

    `began_at` is the moment payment began: it decides the business date. `expected_due` is what the screen showed.
    """

    id: str
    order: Order
    staff_id: Id
    tenders: tuple[Tender, ...] | None = None
    began_at: datetime | None = None
    expected_due: Money | None = None
    language: str = "vi"
    printer: str = ""
    """Name of the printer that gets the receipt; empty prints none."""
    fingerprint: str = ""
    opens_shift: bool = False
    """Open a shift with an empty drawer where none is open (sample shops only)."""
    approval: Id = ""
    """Another person's word for a discount by hand above the seller's own limit; its subject is the order."""


class Completing:
    """The steps of one sale; made for one transaction and thrown away with it."""

    def __init__(self, tx: Connection, till: Till, command: CompleteSale, print_: str) -> None:
        self._tx, self._till, self._command, self._print = tx, till, command, print_
        self._written = Written(tx)
        self._sale_id, self._cash_step = till.ids(), 0

    def run(self) -> Id:
        """Make the order a sale; gives its id. What it refuses is listed at `Sales.complete`."""
        order = cleaned(self._command.order)
        if order.is_empty:
            raise Rejected(Code.EMPTY_ORDER)
        serials.check_free(self._tx, order)
        done_through, self._cash_step = settings.day_and_cash_step(self._tx, self._till.shop.id)
        falling_due.run_since(self._tx, self._till, done_through)
        self._command = replace(self._command, order=wares.standing(self._tx, self._till, order))
        shift = self._shift()
        programme = shops.programme_version_number(self._tx, order.programme_version)
        made = self._made(programme)
        new = self._decide(shift, made)
        insert_sale(self._written, self._till, new)
        self._finish(new, made)
        if exchange := self._command.order.exchange:
            printer, language = self._command.printer, self._command.language
            exchanging.give_back(self._tx, self._till, exchange, new, printer, language)
        return new.id

    def _made(self, programme: Programme) -> SaleMade:
        at = self._occasion(programme)
        member = self._lock(programme, at)
        if member:
            # Who became part of another member meanwhile buys as that one.
            order = replace(self._command.order, account_id=member.picture.id)
            self._command = replace(self._command, order=order)
        command = self._command
        quoted = self._quote(member, programme, at)
        due, exchange = quoted.priced.due, command.order.exchange
        paid = exchanging.tender(self._tx, self._till, exchange, due) if exchange else None
        settlement = _settle(due, command.tenders, paid, self._cash_step)
        quoted = credit_rows.unearned(quoted, settlement)
        return SaleMade(
            self._written, self._till, command.id, self._sale_id, quoted, settlement, programme, member,
            command.staff_id, self._till.now(), at,
        )  # fmt: skip

    def _shift(self) -> Shift:
        shift = shops.open_shift(self._tx, self._till.register.id)
        if shift is None and self._command.opens_shift and self._till.shop.is_sample:
            return open_in(self._tx, self._till, 0, self._command.staff_id)
        if shift is None:
            raise Rejected(Code.NO_OPEN_SHIFT)
        return shift

    def _occasion(self, programme: Programme) -> Occasion:
        return occasion(self._till, programme, self._command.began_at or self._till.now())

    def _lock(self, programme: Programme, at: Occasion) -> Locked | None:
        order, command = self._command.order, self._command
        if order.account_id is None:
            return None
        return lock_account(self._written, self._till, order.account_id, Purpose(
            command.id, command.staff_id, self._sale_id, order_id=order.id, holder_id=order.holder,
            programme=programme, day=at.day,
        ))  # fmt: skip

    def _quote(self, member: Locked | None, programme: Programme, at: Occasion) -> Quote:
        command = self._command
        account = member.picture if member else None
        given = promotion_uses.given(self._tx, asked_for(programme.promotions, command.order), at.day)
        vat, service = shops.vat_table_and(self._tx, self._till.shop.id, charging.SERVICE_CHARGE)
        quoted = quote(command.order, account, programme, vat, at, given)
        if command.expected_due is not None and command.expected_due != quoted.priced.due:
            raise Rejected(Code.PRICE_CHANGED, due=quoted.priced.due)
        self._check_seller(quoted.priced, service)
        return quoted

    def _check_seller(self, priced: PricedOrder, service: Any) -> None:
        """Who sells may; discounts by hand, prices and a service charge below the shop's are theirs to give or approved
        for this order."""
        seller = require(self._tx, self._command.staff_id, "sell")
        try:
            check_discounts(priced, seller.rights.discount)
        except Rejected as over:
            self._allow_discount(percent_asked(priced), over)
        if priced.order.waives_service or charging.is_undercharged(self._tx, self._till, priced, service):
            allow(self._written, self._till, seller.id, "discount", subject=priced.order.id,
                  approval=self._command.approval)  # fmt: skip
        if is_repriced(priced.order):
            allow(
                self._written, self._till, seller.id, "price", subject=priced.order.id, amount=price_cut(priced.order)
            )

    def _allow_discount(self, percent: Percent, over: Rejected) -> None:
        command = self._command
        try:
            allow(self._written, self._till, command.staff_id, "discount", subject=command.order.id,
                  approval=command.approval, amount=percent)  # fmt: skip
        except Rejected as refused:
            if refused.code is not Code.NOT_ALLOWED:
                raise
            raise Rejected(Code.NOT_ALLOWED, **{**over.params, **refused.params}) from None

    def _decide(self, shift: Shift, made: SaleMade) -> NewSale:
        if made.locked:
            _book_points(made, made.locked)
        companions.on_sale(made)
        loyalty, seq = _book_standing(made, made.locked) if made.locked else (None, None)
        return NewSale(
            id=made.sale_id, number=next_number(self._tx, self._till, "receipt"), shift=shift, quote=made.quote,
            settlement=made.settlement, loyalty=loyalty, account_seq=seq, staff_id=made.staff_id, at=made.at,
            business_date=made.day,
        )  # fmt: skip

    def _finish(self, new: NewSale, made: SaleMade) -> None:
        tx, till, command = self._tx, self._till, self._command
        if made.locked:
            made.locked.booking.close()
            self._flag(new)
        operations.remember(self._written, till, command.id, "sale", self._print, {"sale_id": new.id})
        journal.append(tx, till, Event.SALE, new.id, journal_body(new), command.staff_id, new.at, written=self._written)
        if command.printer:
            outbox.promise(tx, till, new.id, command.printer, command.language, drawer=new.settlement.has_cash)
            if any(line.ware in LOADED for line in command.order.lines):
                stored_papers.promise_with(tx, till, new.id, command.printer, command.language)
        kitchen_rows.on_sale(tx, till, command.order, command.staff_id, command.language, command.printer)
        orders.keep_offer(tx, till, command.order, new.quote.allowed, new.quote.priced.points)
        if orders.finish(tx, command.order.id, "paid", till.register.id, new.settlement):
            orders.check_unsent(tx, command.order, command.staff_id)
            kitchen_rows.left_out(tx, till, command.order, command.staff_id, command.language)

    def _flag(self, new: NewSale) -> None:
        if new.quote.earns.limited:
            self._written.insert(accrual_flag, {
                "id": self._till.ids(), "account_id": new.quote.priced.order.account_id, "sale_id": new.id,
                "reason": new.quote.earns.why_limited, "at": new.at,
            })  # fmt: skip


def _settle(
    due: Money, tenders: tuple[Tender, ...] | None, exchanged: Tender | None, step: Money
) -> Settlement:  # fmt: skip
    left = due - exchanged.amount if exchanged else due
    return settle(due, exact_cash(left, step) if tenders is None else tenders, exchanged, step)


def _book_points(made: SaleMade, member: Locked) -> None:
    """Points out, then points in."""
    booking, quoted = member.booking, made.quote
    booking.active_on = made.day
    if points := quoted.priced.points + quoted.reward_points:
        booking.redeem(points, _spent(quoted))
    if quoted.earns.points:
        birthday = member.picture.birthday
        key = birthdays.bonus_key(booking.tx, member.picture.id, birthday, made.programme, quoted.earns)
        steps = [{"rule": step.rule, "points": step.points} for step in quoted.earns.breakdown]
        booking.accrue(quoted.earns.points, steps, Linked(occasion=key))


def _book_standing(made: SaleMade, member: Locked) -> tuple[SaleLoyalty, int]:
    """Tiers, then what the sale adds to the metrics; gives what the receipt tells and the account's number of it."""
    booking, quoted = member.booking, made.quote
    for change in quoted.tier.moves if quoted.tier else ():
        booking.change_tier(change)
    seq = booking.act("sale", made.day, quoted.priced.basis, quoted.earns.points, 1)
    return snapshot(booking, quoted.tier, quoted.earns), seq


def _spent(quoted: Quote) -> list[dict[str, Any]]:
    """What the points of an order went for; an order that takes them off in money alone says nothing."""
    rewards = [{"rule": f"reward:{reward.id}", "points": -reward.points} for reward in quoted.rewards if reward.points]
    money = [{"rule": "money_off", "points": -quoted.priced.points}] if quoted.priced.points else []
    return [*money, *rewards] if rewards else []
