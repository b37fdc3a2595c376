"""One refund inside its transaction: the sale as it was, the quote, points both ways, rows, journal."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from sqlalchemy import Connection

from pos_desktop.core import plain
from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.ids import Id
from pos_desktop.core.money import Money
from pos_desktop.core.occasion import Occasion
from pos_desktop.loyalty.account import AccountPicture
from pos_desktop.loyalty.accrual import EarnFacts
from pos_desktop.loyalty.lots import Allocation, Lot, LotDates
from pos_desktop.loyalty.programme import Programme
from pos_desktop.loyalty.quote import standing
from pos_desktop.loyalty.quote_refund import RefundQuote, SaleToReturn, quote_refund
from pos_desktop.loyalty.reversal import Restored
from pos_desktop.loyalty.tier_corrections import made_by
from pos_desktop.selling.order import OrderType
from pos_desktop.selling.refund import EXCHANGE, RefundTo, Returned, TenderBack
from pos_desktop.selling.shift import Shift
from pos_desktop.services.members.benefits import rewards
from pos_desktop.services.members.points.ledger import Booking, Linked, NewLot
from pos_desktop.services.members.points.locking import Locked, Purpose, lock_account
from pos_desktop.services.members.points.pictures import picture_of
from pos_desktop.services.selling import companions
from pos_desktop.services.selling.happened import SaleReturned
from pos_desktop.services.selling.refund_rows import NewRefund, insert_refund
from pos_desktop.services.shop.drawer.opening import open_in
from pos_desktop.services.shop.rights import allow, might
from pos_desktop.services.till import Till, next_number
from pos_desktop.services.written import Written
from pos_desktop.storage.queries import returns, settings, shops
from pos_desktop.storage.queries.returns import Owner


@dataclass(frozen=True, slots=True)
class GiveBack:
    """A refund to make or to look at. `lines` None is everything that is left; `id` names the operation.

    `approval` is another person's word for the right `refund` and this sale, up to an amount in đồng.
    """

    id: str
    sale_id: Id
    staff_id: Id
    lines: tuple[Returned, ...] | None = None
    to: RefundTo = RefundTo.ORIGINAL
    reason: str = ""
    is_void: bool = False
    print_: str = ""
    printer: str = ""
    language: str = "vi"
    opens_shift: bool = False
    """In a sample shop, open a shift where none is."""
    approval: Id = ""
    exchanged: TenderBack | None = None
    """What the goods of a sale of the same transaction take of the money; `ref` is that sale's number."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What a member has after a refund."""

    available: int
    pending: int
    debt: int
    tier: str


@dataclass(frozen=True, slots=True)
class Returning:
    """A sale that somebody brings back, with the member's account as it is now."""

    row: Any
    sold: SaleToReturn
    owner: Owner
    taken_elsewhere: frozenset[Id]
    """Lots of an account that was merged into the present one since."""
    idle: Mapping[Id, int] = field(default_factory=dict)
    """Months of the lots that live while their member comes."""


def returning(tx: Connection, till: Till, sale_id: Id) -> Returning:
    """Read a sale as it goes back; UNKNOWN_SALE when there is none."""
    row = returns.sale_row(tx, sale_id)
    if row is None:
        raise Rejected(Code.UNKNOWN_SALE)
    owner = returns.owner(tx, row)
    programme = shops.programme_version_number(tx, row.programme_version)
    sold = SaleToReturn(
        id=row.id, day=row.business_date, at=row.at, programme=programme,
        sold=returns.sold(tx, row, companions.refundable(tx, row.id, till.today()),
                          settings.cash_step(tx, till.shop.id)), before=returns.before(tx, row.id),
    )  # fmt: skip
    if owner.account_id is None:
        return Returning(row, sold, owner, frozenset())
    taken = returns.taken(tx, row.id)
    moves = [(move.sale_id, move.change) for move in returns.tier_moves(tx, owner.account_id)]
    of_member = replace(
        sold, facts=_facts(row, owner, programme), earned=owner.earned, redeemed=row.points,
        rewards=rewards.costs(tx, row.id, programme) if row.reward_points else (),
        taken=tuple(one.taken for one in taken), written_off=returns.written_off(tx, row.id, owner.account_id),
        made=made_by(moves, row.id),
    )  # fmt: skip
    elsewhere = frozenset(one.taken.lot.id for one in taken if one.account_id != owner.account_id)
    idle = {one.taken.lot.id: one.idle_months for one in taken if one.idle_months}
    return Returning(row, of_member, owner, elsewhere, idle)


def _facts(row: Any, owner: Owner, programme: Programme) -> EarnFacts:
    """What was true at the sale; of one that was made before this was kept, the tier is all that its rules asked."""
    if owner.facts:
        return plain.from_plain(EarnFacts, owner.facts)
    name = (row.loyalty or {}).get("tier_before")
    tier = next((tier.code for tier in programme.tiers if tier.name == name), programme.tiers[0].code)
    return EarnFacts(tier=tier, at=Occasion(row.business_date), order_type=OrderType(row.order_type))


def preview(
    tx: Connection, till: Till, command: GiveBack, right: str = "refund"
) -> tuple[RefundQuote, Standing | None]:
    """Both legs of a refund, nothing written."""
    might(tx, command.staff_id, right, subject=command.sale_id, approval=command.approval)
    back = returning(tx, till, command.sale_id)
    programme = shops.programme_at(tx, till.today())
    account = _picture(tx, till, back.owner.account_id, programme)
    quoted = quote_refund(back.sold, command.lines, command.to, account, programme, till.now())
    return quoted, _standing(account, programme, quoted) if account else None


def _picture(tx: Connection, till: Till, account_id: Id | None, programme: Programme) -> AccountPicture | None:
    return picture_of(tx, till, account_id, programme, till.today()) if account_id else None


def _standing(account: AccountPicture, programme: Programme, quoted: RefundQuote) -> Standing:
    after = replace(account, lots=quoted.lots, debt=quoted.debt)
    if quoted.returned:
        after = replace(after, activity=(*account.activity, quoted.returned))
    if quoted.moves:
        after = replace(after, tier=quoted.moves[-1].after)
    balance = after.balance(programme.warn_days)
    return Standing(balance.available, balance.pending, balance.debt, standing(after, programme).after_name)


def _booked(held: Locked, programme: Programme, quoted: RefundQuote) -> Standing:
    """The standing with what bonuses lost as well, which no quote knows."""
    return _standing(held.picture, programme, replace(quoted, lots=tuple(held.booking.lots), debt=held.booking.debt))


class Refunding:
    """The steps of one refund; made for one transaction and thrown away with it."""

    def __init__(self, written: Written, till: Till, command: GiveBack) -> None:
        self._written, self._till, self._command = written, till, command
        self._refund_id = till.ids()

    def run(self) -> tuple[NewRefund, Standing | None]:
        """Make the refund; what it refuses is listed at `Refunds.refund`."""
        tx, till, command = self._written.tx, self._till, self._command
        might(tx, command.staff_id, "refund", subject=command.sale_id, approval=command.approval,
              operation_id=command.id)  # fmt: skip
        shift = self._shift()
        back = returning(tx, till, command.sale_id)
        if command.is_void:
            _check_void(back, shift)
        programme = shops.programme_at(tx, till.today())
        happened, seq, after = self._happen(back, programme)
        self._allow(happened.quote.money.money)
        new = self._decided(shift, happened, seq, after, programme)
        insert_refund(self._written, till, new)
        if happened.locked:
            happened.locked.booking.close()
        return new, after

    def _allow(self, money: Money) -> None:
        """A refund above the person's limit needs another's approval for as much."""
        command = self._command
        allow(self._written, self._till, command.staff_id, "refund", subject=command.sale_id,
              approval=command.approval, operation_id=command.id, amount=money)  # fmt: skip

    def foreseen(self) -> Standing | None:
        """What the member would have, with what bonuses lose; for a transaction that is rolled back."""
        tx, till = self._written.tx, self._till
        back = returning(tx, till, self._command.sale_id)
        return self._happen(back, shops.programme_at(tx, till.today()))[2]

    def _happen(self, back: Returning, programme: Programme) -> tuple[SaleReturned, int | None, Standing | None]:
        """Book what goes back, all but the refund's own rows; gives the account's number of it, and what is left."""
        command, locked = self._command, self._lock(back, programme)
        account = locked.picture if locked else None
        quoted = quote_refund(
            back.sold, command.lines, command.to, account, programme, self._till.now(), command.exchanged
        )
        happened = self._happened(back, quoted, locked)
        seq = _book(happened, back) if locked else None
        companions.on_refund(happened)
        return happened, seq, _booked(locked, programme, quoted) if locked else None

    def _shift(self) -> Shift:
        shift = shops.open_shift(self._written.tx, self._till.register.id)
        if shift is None and self._command.opens_shift and self._till.shop.is_sample:
            return open_in(self._written.tx, self._till, 0, self._command.staff_id)
        if shift is None:
            raise Rejected(Code.NO_OPEN_SHIFT)
        return shift

    def _lock(self, back: Returning, programme: Programme) -> Locked | None:
        if back.owner.account_id is None:
            return None
        purpose = Purpose(self._command.id, self._command.staff_id, back.row.id, self._refund_id, programme=programme)
        return lock_account(self._written, self._till, back.owner.account_id, purpose)

    def _happened(self, back: Returning, quoted: RefundQuote, locked: Locked | None) -> SaleReturned:
        return SaleReturned(
            self._written, self._till, self._command.id, self._refund_id, back.row, back.sold, quoted,
            back.sold.programme, locked, self._command.staff_id, self._till.now(), self._till.today(),
        )  # fmt: skip

    def _decided(
        self, shift: Shift, happened: SaleReturned, seq: int | None, after: Standing | None, programme: Programme
    ) -> NewRefund:
        return NewRefund(
            id=self._refund_id, number=next_number(self._written.tx, self._till, "refund"), shift=shift,
            sale_id=happened.sale.id, kind="void" if self._command.is_void else "refund",
            way=EXCHANGE if self._command.exchanged else self._command.to.value,
            reason=self._command.reason, quote=happened.quote, account_seq=seq, operation_id=self._command.id,
            account_id=happened.locked.picture.id if happened.locked else None, staff_id=happened.staff_id,
            at=happened.at, business_date=happened.day, programme_version=programme.version,
            loyalty=plain.to_plain(after) if after else {},
        )  # fmt: skip


def _check_void(back: Returning, shift: Shift) -> None:
    """A void is the whole sale, in the shift that made it."""
    if back.row.shift_id != shift.id:
        raise Rejected(Code.VOID_CLOSED)
    if back.sold.before.lines:
        raise Rejected(Code.ALREADY_REFUNDED)


def _book(happened: SaleReturned, back: Returning) -> int:
    """Give back, then take back, then tiers, then what the sale's date loses; gives the account's number of it."""
    if happened.locked is None:
        raise ValueError("nobody to book for")
    booking, quoted = happened.locked.booking, happened.quote
    places = _give_back(booking, back, quoted, happened.day)
    _take_back(booking, quoted, places)
    for change in quoted.moves:
        booking.change_tier(change)
    lost = quoted.returned
    if lost and (lost.spend or lost.points or lost.visits):
        return booking.act("refund", lost.on, lost.spend, lost.points, lost.visits, happened.refund_id)
    return booking.next_seq()


def _give_back(booking: Booking, back: Returning, quoted: RefundQuote, day: date) -> dict[Id, Id]:
    """Restore points; gives the ids of the lots that were opened, by the place that the quote calls them."""
    given = quoted.give_back
    if not given.points:
        return {}
    known = {one.lot.id: one.lot for one in back.sold.taken}
    there = {lot.id for lot in booking.lots}
    into = [part for part in given.restored if not part.is_own and part.lot_id not in back.taken_elsewhere]
    own = [part for part in given.restored if part not in into]
    booking.lots += [replace(known[p.lot_id], left=0) for p in into if p.lot_id not in there]
    before = len(booking.lots)
    booking.give_back(
        given.points, [Allocation(part.lot_id, part.points) for part in into],
        [_new_lot(part, known[part.lot_id], back.idle.get(part.lot_id), day) for part in own], given.debt_paid,
    )  # fmt: skip
    return {part.place: lot.id for part, lot in zip(own, booking.lots[before:], strict=True)}


def _new_lot(part: Restored, origin: Lot, idle: int | None, day: date) -> NewLot:
    """Points of a merged account go on as they were; those of a lot that is over, or nearly, get days of their own."""
    dates = LotDates(day, part.expires_on)
    if idle and not part.is_own:
        dates = LotDates(origin.usable_from, part.expires_on, idle)
    return NewLot(part.points, dates, part.lot_id, origin.sale)


def _take_back(booking: Booking, quoted: RefundQuote, places: Mapping[Id, Id]) -> None:
    """Points that nobody has any more become debt; where the programme gives them up, a row of its own pays it."""
    taken = quoted.take_back
    if not taken.points:
        return
    moves = [Allocation(places.get(part.lot_id, part.lot_id), part.points) for part in taken.allocations]
    owed = taken.debt + taken.shortfall
    clawback = booking.take("clawback", taken.points, moves, owed=owed)
    if taken.shortfall:
        booking.credit("adjustment", taken.shortfall, booking.dates(), Linked("clamp", pair_id=clawback))
