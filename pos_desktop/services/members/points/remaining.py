"""Reads what remains of a sale, and works out what that earns a member whose the sale becomes."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from pos_desktop.core import codes
from pos_desktop.core.clock import SetClock
from pos_desktop.core.codes import CodeKind
from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.ids import Id
from pos_desktop.core.money import Money
from pos_desktop.core.plain import from_plain
from pos_desktop.loyalty import tiers
from pos_desktop.loyalty.account import AccountPicture
from pos_desktop.loyalty.accrual import Accrual, EarnFacts, accrue
from pos_desktop.loyalty.lots import LotDates, dates_of
from pos_desktop.loyalty.programme import Programme
from pos_desktop.loyalty.quote import earn_facts
from pos_desktop.loyalty.quote_refund import earn_lines
from pos_desktop.selling.order import Order, OrderType
from pos_desktop.selling.refund import Before, SoldLine, rest_of
from pos_desktop.services.calendars.occasions import occasion
from pos_desktop.services.members.points import birthdays
from pos_desktop.services.members.points.locking import Locked
from pos_desktop.services.members.points.pictures import picture_of
from pos_desktop.services.till import Till
from pos_desktop.storage.queries import epochs, returns, shops
from pos_desktop.storage.queries.returns import Owner


@dataclass(frozen=True, slots=True)
class Remaining:
    """A sale after its refunds; `row` is its own, `lines` are those of which something stays sold."""

    row: Any
    programme: Programme
    """The version that its order had."""
    owner: Owner
    before: Before
    lines: tuple[SoldLine, ...]

    @property
    def basis(self) -> Money:
        """Đồng of what remains and earns."""
        return sum(line.amount for line in self.lines if line.earns)

    @property
    def earned(self) -> int:
        """Points that its owner has of what remains."""
        if not self.owner.earned or not self.owner.facts:
            # Sales of before facts were kept are known by what was taken back of them.
            return max(0, self.owner.earned - self.before.clawed)
        return min(self.owner.earned, self.accrual(from_plain(EarnFacts, self.owner.facts)).points)

    @property
    def dates(self) -> LotDates:
        """The life of points that were earned when it was sold."""
        return dates_of(self.programme, self.row.business_date)

    def accrual(self, facts: EarnFacts) -> Accrual:
        """What remains, by the rules of its day."""
        return accrue(self.programme, facts, earn_lines(self.lines))


def sale_id_of(tx: Connection, till: Till, text: str) -> Id:
    """The sale of a claim's or a receipt's 32 digits, or of a receipt number such as `K1-000231`.

    Raises:
        Rejected: INVALID_CLAIM for digits that are not ours, UNKNOWN_SALE, AFTER_BACKUP.
    """
    if codes.classify(text).kind is CodeKind.CLAIM:
        claim, keys = text.strip(), till.keys.codes
        found = epochs.sale_of_code(tx, codes.read_claim(claim, keys), claim, keys)
    else:
        found = returns.id_by_text(tx, text, till.keys.codes)
    if found is None:
        raise Rejected(Code.UNKNOWN_SALE)
    return found


def remaining(tx: Connection, sale_id: Id) -> Remaining:
    """The sale as it stands; UNKNOWN_SALE, or ALREADY_REFUNDED when nothing of it is left."""
    row = returns.sale_row(tx, sale_id)
    if row is None:
        raise Rejected(Code.UNKNOWN_SALE)
    before = returns.before(tx, sale_id)
    rest = rest_of(returns.sold(tx, row, {}), before)
    if not rest:
        raise Rejected(Code.ALREADY_REFUNDED)
    programme = shops.programme_version_number(tx, row.programme_version)
    return Remaining(row, programme, returns.owner(tx, row), before, rest)


def facts_for(tx: Connection, till: Till, rest: Remaining, held: Locked) -> EarnFacts:
    """What was true of a member when the sale was made; the tier is the one of today before the claim.

    Points that would have died since are not earned any more.
    """
    row = rest.row
    then = _picture_then(tx, till, rest, held.picture.id)
    order = Order(row.order_id, row.at, row.programme_version, order_type=OrderType(row.order_type))
    day, programme = held.booking.day, held.booking.programme
    fallen = tiers.advance(programme, held.picture.tier, held.picture.activity, day, held.picture.joined_on)
    state = tiers.last_state(held.picture.tier, fallen)
    tier = tiers.effective(programme, state, held.picture.manual, day)
    facts = earn_facts(then, tier, order, occasion(till, rest.programme, row.at))
    expires_on = rest.dates.expires_on
    return replace(facts, earns=facts.earns and (expires_on is None or expires_on >= day))


def birthday_key(tx: Connection, rest: Remaining, account_id: Id, earns: Accrual) -> str | None:
    """The key of the year's birthday bonus, when the sale has it for a member whose it becomes."""
    dates = birthdays.dates_of(tx, account_id)
    found = birthdays.birthday_in_window(tx, dates, rest.row.business_date, rest.programme) if dates else None
    return birthdays.bonus_key(tx, account_id, found, rest.programme, earns)


def _picture_then(tx: Connection, till: Till, rest: Remaining, account_id: Id) -> AccountPicture:
    """The account on the day of the sale, served by who sold it."""
    then = replace(till, clock=SetClock(_moment(rest)))
    picture = picture_of(tx, then, account_id, rest.programme, rest.row.business_date, staff_id=rest.row.staff_id)
    if picture is None:
        raise Rejected(Code.UNKNOWN_MEMBER)
    return picture


def _moment(rest: Remaining) -> datetime:
    at: datetime = rest.row.at
    return at
