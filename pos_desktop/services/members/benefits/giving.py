"""Points that members give to a cause, what the shop owes each cause, and its payments."""

from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import Connection

from pos_desktop.core.days import end_of_month
from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.ids import Id
from pos_desktop.core.money import Money
from pos_desktop.core.text import note
from pos_desktop.loyalty import giving as rules
from pos_desktop.loyalty.giving import Cause, CauseMonth, Gift, Payment
from pos_desktop.loyalty.programme import Programme
from pos_desktop.selling.order import Identified
from pos_desktop.services.journal import Event
from pos_desktop.services.members.points.locking import Purpose, lock_account
from pos_desktop.services.members.points.spending import check_proof, spendable
from pos_desktop.services.office.outbox import SlipOf, promise_slip
from pos_desktop.services.once import Asked, Deed, once
from pos_desktop.services.shop.rights import require
from pos_desktop.services.till import Till
from pos_desktop.services.written import Written
from pos_desktop.storage.queries import giving as rows
from pos_desktop.storage.queries import shops
from pos_desktop.storage.schema.stored import cause_payment, donation


@dataclass(frozen=True, slots=True)
class Give:
    """Points that a member gives to a cause; `id` names the operation, `proof` is how the member was recognised."""

    id: str
    account_id: Id
    cause: str
    points: int
    staff_id: Id
    proof: Identified = Identified.SEARCH
    print_: str = ""
    printer: str = field(default="", repr=False)
    """Name of the printer that gets the slip; empty prints none."""
    language: str = field(default="vi", repr=False)


@dataclass(frozen=True, slots=True)
class Given:
    """A gift that was booked: what the slip tells."""

    donation_id: Id
    cause: str
    """Its name."""
    payee: str
    points: int
    value: Money
    available: int
    """Points that the member has left."""
    is_repeat: bool = field(default=False, compare=False)
    topics: tuple[str, ...] = ("members", "outbox")


@dataclass(frozen=True, slots=True)
class PayCause:
    """Money that the shop hands over to a cause on a day; `reference` names the transfer."""

    id: str
    cause: str
    amount: Money
    on: date
    staff_id: Id
    reference: str = ""
    print_: str = ""


@dataclass(frozen=True, slots=True)
class CausePaid:
    """What a cause is still owed, in đồng."""

    cause: str
    amount: Money
    due: Money


@dataclass(frozen=True, slots=True)
class CauseStatement:
    """A cause in a month, with its name and payee as the programme has them at its end, and what made its sums."""

    cause: Cause
    month: CauseMonth
    gifts: tuple[Gift, ...] = ()
    payments: tuple[Payment, ...] = ()


class Giving:
    """Use cases of giving."""

    def __init__(self, till: Till) -> None:
        self._till = till

    def causes(self) -> tuple[Cause, ...]:
        """What members may give to today."""
        with self._till.db.read() as tx:
            return shops.programme_at(tx, self._till.today()).causes

    def give(self, command: Give) -> Given:
        """Take the points and owe their worth to the cause.

        Raises:
            Rejected: UNKNOWN_USER, NOT_ALLOWED, UNKNOWN_CAUSE, UNKNOWN_MEMBER, MEMBER_BLOCKED, INVALID_AMOUNT,
                INSUFFICIENT_POINTS, BELOW_MINIMUM, CARD_REQUIRED.
        """
        asked = Asked(command.id, "give", command.print_ or repr(command), command.staff_id)
        answer = once(self._till, asked, lambda tx, written: self._give(tx, written, command))
        return Given(*(answer[name] for name in Given.__dataclass_fields__ if name != "topics"))

    def _give(self, tx: Connection, written: Written, command: Give) -> Deed:
        till = self._till
        require(tx, command.staff_id, "sell")
        held = lock_account(written, till, command.account_id, Purpose(command.id, command.staff_id))
        booking = held.booking
        cause = _cause(booking.programme, command.cause)
        gift = rules.gift_of(cause, command.points, spendable(held), booking.programme.point_value, booking.day)
        check_proof(held, gift.value, command.proof)
        told = [{"rule": f"cause:{cause.id}", "points": -gift.points}]
        entry_id = booking.redeem(gift.points, told, f"cause:{cause.id}")
        booking.active_on = booking.day
        booking.close()
        donation_id = till.ids()
        written.insert(donation, {
            "id": donation_id, "account_id": command.account_id, "entry_id": entry_id, "cause": cause.id,
            "points": gift.points, "value": gift.value, "at": till.now(), "business_date": booking.day,
            "register_id": till.register.id, "staff_id": command.staff_id,
        })  # fmt: skip
        answer = {
            "donation_id": donation_id, "cause": cause.name, "payee": cause.payee, "points": gift.points,
            "value": gift.value, "available": spendable(held) - gift.points,
        }  # fmt: skip
        promise_slip(tx, till, SlipOf.GIFT, donation_id, command.printer, command.language)
        body = {"cause": cause.id, "points": gift.points, "value": gift.value}
        return Deed(answer, Event.DONATION, command.account_id, body)

    def statement(self, month: date) -> tuple[CauseStatement, ...]:
        """What happened to each cause in the month of `month`, causes never given to left out."""
        with self._till.db.read() as tx:
            last = end_of_month(month)
            gifts, payments = rows.gifts(tx, last), rows.payments(tx, last)
            known_causes = _all_causes(tx, last)
            return tuple(
                CauseStatement(
                    known_causes.get(one.cause, Cause(one.cause, one.cause, "")), one,
                    tuple(gift for gift in gifts if _is_within(gift, one.cause, month)),
                    tuple(paid for paid in payments if _is_within(paid, one.cause, month)),
                )
                for one in rules.statement(gifts, payments, month)
            )  # fmt: skip

    def liability(self, day: date | None = None) -> Money:
        """What the shop owes all causes together at the end of a business date."""
        last = day or self._till.today()
        with self._till.db.read() as tx:
            return rules.liability(rows.gifts(tx, last), rows.payments(tx, last))

    def pay(self, command: PayCause) -> CausePaid:
        """Keep that a cause was paid.

        Raises:
            Rejected: NOT_ALLOWED, INVALID_AMOUNT for more than is owed, MALFORMED for a day to come.
        """
        asked = Asked(command.id, "pay_cause", command.print_ or repr(command), command.staff_id)
        answer = once(self._till, asked, lambda tx, written: self._pay(tx, written, command))
        return CausePaid(answer["cause"], answer["amount"], answer["due"])

    def _pay(self, tx: Connection, written: Written, command: PayCause) -> Deed:
        require(tx, command.staff_id, "programme")
        if command.on > self._till.today():
            raise Rejected(Code.MALFORMED, field="on")
        due = rows.due(tx, command.cause)
        amount = rules.payable(command.amount, due)
        payment_id = self._till.ids()
        written.insert(cause_payment, {
            "id": payment_id, "cause": command.cause, "amount": amount, "on_date": command.on,
            "reference": note(command.reference), "at": self._till.now(), "staff_id": command.staff_id,
        })  # fmt: skip
        answer = {"cause": command.cause, "amount": amount, "due": due - amount}
        return Deed(answer, Event.CAUSE_PAID, payment_id, answer)


def _cause(programme: Programme, cause_id: str) -> Cause:
    found = next((cause for cause in programme.causes if cause.id == cause_id), None)
    if found is None:
        raise Rejected(Code.UNKNOWN_CAUSE)
    return found


def _is_within(moved: Gift | Payment, cause: str, month: date) -> bool:
    return moved.cause == cause and moved.on >= month.replace(day=1)


def _all_causes(tx: Connection, day: date) -> dict[str, Cause]:
    return {cause.id: cause for cause in shops.programme_at(tx, day).causes}
