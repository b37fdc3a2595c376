"""Completes sales: one transaction, harmless to send twice, never half done."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Connection, insert

from pos_desktop.core.codes import receipt_token
from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.ids import Id
from pos_desktop.core.money import Money
from pos_desktop.loyalty.account import AccountPicture
from pos_desktop.loyalty.lots import balance_on
from pos_desktop.loyalty.programme import Programme
from pos_desktop.loyalty.quote import Quote, quote
from pos_desktop.selling import drafts
from pos_desktop.selling.order import Order
from pos_desktop.selling.permissions import check_discounts
from pos_desktop.selling.sale import Sale, SaleLoyalty
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
from pos_desktop.storage.queries import accounts, sales, shops
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
class Completed:
    """The sale that came of it; `is_repeat` when the operation had been done before."""

    sale: Sale
    is_repeat: bool = False
    topics: tuple[str, ...] = ("sales", "members", "outbox")


@dataclass(frozen=True, slots=True)
class _Member:
    """A member's account, locked for this sale, and the picture that the quote is made from."""

    booking: Booking
    account: AccountPicture


class Sales:
    """Use cases of completed sales."""

    def __init__(self, till: Till) -> None:
        self._till = till

    def complete(self, command: CompleteSale) -> Completed:
        """Make the order a sale.

        Raises:
            Rejected: EMPTY_ORDER, UNDERPAID, NOT_ALLOWED, NO_OPEN_SHIFT, PRICE_CHANGED, ID_REUSED and what
                redemption refuses; nothing is written.
            EnvironmentProblem: the database is locked, full or gone; nothing is written.
        """
        print_ = command.fingerprint or _fingerprint(command)
        with self._till.db.write() as tx:
            if earlier := operations.first_answer(tx, command.id, print_):
                return Completed(_must(sales.by_id(tx, earlier["sale_id"])), is_repeat=True)
            sale_id = self._sell(tx, command)
            operations.remember(tx, self._till, command.id, "sale", print_, {"sale_id": sale_id})
            return Completed(_must(sales.by_id(tx, sale_id)))

    def _sell(self, tx: Connection, command: CompleteSale) -> Id:
        falling_due.run_if_due(tx, self._till)
        order, sale_id = command.order, self._till.ids()
        if order.is_empty:
            raise Rejected(Code.EMPTY_ORDER)
        shift = self._shift(tx, command)
        programme = shops.programme_version_number(tx, order.programme_version)
        member = self._lock(tx, command, programme, sale_id)
        quoted = self._quote(tx, command, member, programme)
        settlement = _settle(quoted.priced.due, command.tenders)
        loyalty = _book(member, quoted) if member else None
        new = NewSale(
            id=sale_id, number=next_number(tx, self._till, "receipt"), shift=shift, quote=quoted,
            settlement=settlement, loyalty=loyalty, account_seq=member.booking.next_seq() if member else None,
            staff_id=command.staff_id, at=self._till.now(), business_date=quoted.priced.business_date,
        )  # fmt: skip
        insert_sale(tx, self._till, new)
        self._close(tx, command, new, member)
        return sale_id

    def _shift(self, tx: Connection, command: CompleteSale) -> Shift:
        shift = shops.open_shift(tx, self._till.register.id)
        if shift is None and command.opens_shift and self._till.shop.is_sample:
            return open_in(tx, self._till, 0, command.staff_id)
        if shift is None:
            raise Rejected(Code.NO_OPEN_SHIFT)
        return shift

    def _lock(self, tx: Connection, command: CompleteSale, programme: Programme, sale_id: Id) -> _Member | None:
        order, day = command.order, self._day(command)
        if order.account_id is None:
            return None
        locked = accounts.lock(tx, order.account_id)
        picture = accounts.picture(
            tx, order.account_id, day, self._till.now(), months=programme.qualifying_months, for_order=order.id
        )
        if locked is None or picture is None:
            raise Rejected(Code.UNKNOWN_MEMBER)
        booking = Booking(
            tx, self._till, locked, programme, command.id, day, list(picture.lots), command.staff_id, sale_id
        )
        return _Member(booking, picture)

    def _day(self, command: CompleteSale) -> date:
        return self._till.day_of(command.began_at or self._till.now())

    def _quote(self, tx: Connection, command: CompleteSale, member: _Member | None, programme: Programme) -> Quote:
        account = member.account if member else None
        quoted = quote(command.order, account, programme, shops.vat_table(tx), self._day(command))
        if command.expected_due is not None and command.expected_due != quoted.priced.due:
            raise Rejected(Code.PRICE_CHANGED, due=quoted.priced.due)
        seller = shops.staff_by_id(tx, command.staff_id)
        if seller is None:
            raise Rejected(Code.UNKNOWN_USER)
        check_discounts(quoted.priced, seller.role)
        return quoted

    def _close(self, tx: Connection, command: CompleteSale, new: NewSale, member: _Member | None) -> None:
        if member:
            member.booking.close()
            self._flag(tx, new)
        journal.append(tx, self._till, Event.SALE, new.id, journal_body(self._till, new), command.staff_id, new.at)
        if command.printer:
            outbox.promise(tx, self._till, new.id, command.printer, command.language, drawer=new.settlement.has_cash)
        orders.keep_offer(tx, self._till, command.order, new.quote.allowed, new.quote.priced.points)
        orders.finish(tx, command.order.id, "paid")

    def _flag(self, tx: Connection, new: NewSale) -> None:
        if new.quote.earns.limited:
            tx.execute(insert(accrual_flag).values(
                id=self._till.ids(), account_id=new.quote.priced.order.account_id, sale_id=new.id,
                reason="orders_per_day", at=new.at,
            ))  # fmt: skip

    def first_answer(self, operation_id: str, print_: str) -> Sale | None:
        """The sale that this operation made before; ID_REUSED when it came with another body."""
        with self._till.db.read() as tx:
            earlier = operations.first_answer(tx, operation_id, print_)
            return _must(sales.by_id(tx, earlier["sale_id"])) if earlier else None

    def get(self, sale_id: Id) -> Sale:
        """The sale with this id; UNKNOWN_SALE otherwise."""
        with self._till.db.read() as tx:
            return _must(sales.by_id(tx, sale_id))

    def last(self) -> Sale | None:
        """The register's newest sale: what F10 prints again."""
        with self._till.db.read() as tx:
            sale_id = sales.last_id(tx, self._till.register.id)
            return sales.by_id(tx, sale_id) if sale_id else None

    def receipt_code(self, sale: Sale) -> str:
        """The signed 32 digits of the receipt's QR."""
        return receipt_token(sale.register_number, sale.serial, self._till.keys.codes)


def _fingerprint(command: CompleteSale) -> str:
    tenders = [[t.kind.value, t.amount, t.ref] for t in command.tenders] if command.tenders is not None else None
    return operations.fingerprint([drafts.to_plain(command.order), tenders, command.staff_id])


def _settle(due: Money, tenders: tuple[Tender, ...] | None) -> Settlement:
    return settle(due, exact_cash(due) if tenders is None else tenders)


def _must(sale: Sale | None) -> Sale:
    if sale is None:
        raise Rejected(Code.UNKNOWN_SALE)
    return sale


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
