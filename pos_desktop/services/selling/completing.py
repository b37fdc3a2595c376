"""One sale being completed inside its transaction: locks, quote, settlement, points, rows, journal, promises."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Connection

from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.ids import Id
from pos_desktop.core.money import Money
from pos_desktop.loyalty.account import AccountPicture
from pos_desktop.loyalty.lots import balance_on
from pos_desktop.loyalty.programme import Programme
from pos_desktop.loyalty.quote import Quote, quote
from pos_desktop.selling.order import Order
from pos_desktop.selling.permissions import check_discounts
from pos_desktop.selling.sale import SaleLoyalty
from pos_desktop.selling.shift import Shift
from pos_desktop.selling.tenders import Settlement, Tender, exact_cash, settle
from pos_desktop.services import journal, operations
from pos_desktop.services.journal import Event
from pos_desktop.services.members.ledger import Booking
from pos_desktop.services.office import falling_due, outbox
from pos_desktop.services.selling import orders
from pos_desktop.services.selling.sale_rows import NewSale, insert_sale, journal_body
from pos_desktop.services.shop.shifts import open_in
from pos_desktop.services.till import Till, next_number
from pos_desktop.services.written import Written
from pos_desktop.storage.queries import accounts, shops
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


@dataclass(frozen=True, slots=True)
class _Member:
    """A member's account, locked for this sale, and the picture that the quote is made from."""

    booking: Booking
    account: AccountPicture


class Completing:
    """The steps of one sale; made for one transaction and thrown away with it."""

    def __init__(self, tx: Connection, till: Till, command: CompleteSale, print_: str) -> None:
        self._tx, self._till, self._command, self._print = tx, till, command, print_
        self._written = Written(tx)
        self._sale_id = till.ids()

    def run(self) -> Id:
        """Make the order a sale; gives its id. What it refuses is listed at `Sales.complete`."""
        order = self._command.order
        if order.is_empty:
            raise Rejected(Code.EMPTY_ORDER)
        falling_due.run_if_due(self._tx, self._till)
        shift = self._shift()
        programme = shops.programme_version_number(self._tx, order.programme_version)
        member = self._lock(programme)
        quoted = self._quote(member, programme)
        new = self._decide(shift, quoted, member)
        insert_sale(self._written, self._till, new)
        self._finish(new, member)
        return new.id

    def _shift(self) -> Shift:
        shift = shops.open_shift(self._tx, self._till.register.id)
        if shift is None and self._command.opens_shift and self._till.shop.is_sample:
            return open_in(self._tx, self._till, 0, self._command.staff_id)
        if shift is None:
            raise Rejected(Code.NO_OPEN_SHIFT)
        return shift

    def _day(self) -> date:
        return self._till.day_of(self._command.began_at or self._till.now())

    def _lock(self, programme: Programme) -> _Member | None:
        order, day = self._command.order, self._day()
        if order.account_id is None:
            return None
        locked = accounts.lock(self._tx, order.account_id)
        picture = accounts.picture(
            self._tx, order.account_id, day, self._till.now(), programme=programme, for_order=order.id
        )
        if locked is None or picture is None:
            raise Rejected(Code.UNKNOWN_MEMBER)
        booking = Booking(
            self._tx, self._till, locked, programme, self._command.id, day, list(picture.lots),
            self._command.staff_id, self._sale_id, written=self._written,
        )  # fmt: skip
        return _Member(booking, picture)

    def _quote(self, member: _Member | None, programme: Programme) -> Quote:
        command = self._command
        account = member.account if member else None
        quoted = quote(command.order, account, programme, shops.vat_table(self._tx), self._day())
        if command.expected_due is not None and command.expected_due != quoted.priced.due:
            raise Rejected(Code.PRICE_CHANGED, due=quoted.priced.due)
        seller = shops.staff_by_id(self._tx, command.staff_id)
        if seller is None:
            raise Rejected(Code.UNKNOWN_USER)
        check_discounts(quoted.priced, seller.role)
        return quoted

    def _decide(self, shift: Shift, quoted: Quote, member: _Member | None) -> NewSale:
        settlement = _settle(quoted.priced.due, self._command.tenders)
        loyalty = _book(member, quoted) if member else None
        return NewSale(
            id=self._sale_id, number=next_number(self._tx, self._till, "receipt"), shift=shift, quote=quoted,
            settlement=settlement, loyalty=loyalty, account_seq=member.booking.next_seq() if member else None,
            staff_id=self._command.staff_id, at=self._till.now(), business_date=quoted.priced.business_date,
        )  # fmt: skip

    def _finish(self, new: NewSale, member: _Member | None) -> None:
        tx, till, command = self._tx, self._till, self._command
        if member:
            member.booking.close()
            self._flag(new)
        operations.remember(self._written, till, command.id, "sale", self._print, {"sale_id": new.id})
        journal.append(tx, till, Event.SALE, new.id, journal_body(new), command.staff_id, new.at, written=self._written)
        if command.printer:
            outbox.promise(tx, till, new.id, command.printer, command.language, drawer=new.settlement.has_cash)
        orders.keep_offer(tx, till, command.order, new.quote.allowed, new.quote.priced.points)
        orders.finish(tx, command.order.id, "paid")

    def _flag(self, new: NewSale) -> None:
        if new.quote.earns.limited:
            self._written.insert(accrual_flag, {
                "id": self._till.ids(), "account_id": new.quote.priced.order.account_id, "sale_id": new.id,
                "reason": "orders_per_day", "at": new.at,
            })  # fmt: skip


def _settle(due: Money, tenders: tuple[Tender, ...] | None) -> Settlement:
    return settle(due, exact_cash(due) if tenders is None else tenders)


def _book(member: _Member, quoted: Quote) -> SaleLoyalty:
    booking = member.booking
    if quoted.priced.points:
        booking.redeem(quoted.priced.points)
    if quoted.earns.points:
        booking.accrue(quoted.earns.points, [{"rule": s.rule, "points": s.points} for s in quoted.earns.breakdown])
    for change in quoted.tier.moves if quoted.tier else ():
        booking.change_tier(change)
    return _loyalty(booking, quoted)


def _loyalty(booking: Booking, quoted: Quote) -> SaleLoyalty:
    programme, tier = booking.programme, quoted.tier
    if tier is None:
        raise ValueError("a member's quote has a tier")
    balance = balance_on(booking.lots, booking.day, programme.warn_days, booking.debt)
    soon = booking.day + timedelta(days=programme.warn_days)
    usable = [x.expires_on for x in booking.lots if x.left and x.is_usable(booking.day) and x.expires_on]
    return SaleLoyalty(
        tier_before=tier.before_name, tier=tier.after_name, available=balance.available, pending=balance.pending,
        debt=balance.debt, expiring=balance.expiring, expiring_on=min((d for d in usable if d <= soon), default=None),
        qualifying=tier.qualifying, threshold=tier.threshold, next_tier=tier.next_name,
        next_threshold=tier.next_threshold, to_next=tier.to_next,
        breakdown=tuple((step.rule, step.points) for step in quoted.earns.breakdown), limited=quoted.earns.limited,
    )  # fmt: skip
