"""What members owe: looked at, allowed up to a limit, and written off; sales charge it and pay it themselves."""

from dataclasses import dataclass

from sqlalchemy import Connection

from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.ids import Id
from pos_desktop.core.money import MOST_MONEY, Money
from pos_desktop.core.text import note
from pos_desktop.selling.lines import Ware
from pos_desktop.selling.order import Order
from pos_desktop.services.journal import Event
from pos_desktop.services.once import Answer, Asked, Deed, once
from pos_desktop.services.operations import fingerprint
from pos_desktop.services.selling.credit_rows import Cause, enter
from pos_desktop.services.shop.rights import check_not_own, reason_of, require
from pos_desktop.services.shop.wares import ServiceWares
from pos_desktop.services.till import Till
from pos_desktop.services.written import Written
from pos_desktop.storage.queries import accounts, credit, merges
from pos_desktop.storage.queries.credit import OwedSale
from pos_desktop.storage.schema.owing import credit_limit


@dataclass(frozen=True, slots=True)
class CreditPicture:
    """What a member owes and may owe in all; None where nobody has set a limit: then nothing is sold on credit."""

    owed: Money
    limit: Money | None
    sales: tuple[OwedSale, ...] = ()

    @property
    def left(self) -> Money:
        """How much more may be owed."""
        return max(0, (self.limit or 0) - self.owed)


@dataclass(frozen=True, slots=True)
class SetLimit:
    """How much a member may owe from now on, 0 for nothing more; `id` names the operation."""

    id: str
    account_id: Id
    amount: Money
    staff_id: Id
    reason: str = ""


@dataclass(frozen=True, slots=True)
class WriteOff:
    """Give up what is owed of one sale on credit, or of all of them with ""; `id` names the operation."""

    id: str
    account_id: Id
    reason: str
    staff_id: Id
    sale_id: Id = ""


@dataclass(frozen=True, slots=True)
class CreditChanged:
    """How it stands afterwards; `is_repeat` when the operation had been done before."""

    picture: CreditPicture
    is_repeat: bool = False
    topics: tuple[str, ...] = ("members",)


class Credit:
    """Use cases of what members owe."""

    def __init__(self, till: Till) -> None:
        self._till = till

    def picture(self, account_id: Id) -> CreditPicture:
        """What a member owes, with all that were merged into them."""
        with self._till.db.read() as tx:
            return picture_of(tx, account_id)

    def set_limit(self, command: SetLimit) -> CreditChanged:
        """Let a member owe up to an amount.

        Raises:
            Rejected: NOT_ALLOWED with the right `credit`; OWN_ACCOUNT, UNKNOWN_MEMBER, INVALID_AMOUNT, ID_REUSED.
        """
        if not 0 <= command.amount <= MOST_MONEY:
            raise Rejected(Code.INVALID_AMOUNT, least=0, most=MOST_MONEY)
        print_ = fingerprint([command.account_id, command.amount, command.reason])
        asked = Asked(command.id, "credit_limit", print_, command.staff_id)
        return self._changed(once(self._till, asked, lambda tx, written: self._limit(tx, written, command)))

    def _limit(self, tx: Connection, written: Written, command: SetLimit) -> Deed:
        account_id = self._mine(tx, command.account_id, command.staff_id)
        written.insert(credit_limit, {
            "id": self._till.ids(), "account_id": account_id, "amount": command.amount, "at": self._till.now(),
            "staff_id": command.staff_id, "reason": note(command.reason),
        })  # fmt: skip
        return Deed({"account_id": account_id}, Event.CREDIT_LIMIT, account_id, {"amount": command.amount})

    def write_off(self, command: WriteOff) -> CreditChanged:
        """Give up a debt; what it was for earns no points.

        Raises:
            Rejected: NOT_ALLOWED with the right `credit`; OWN_ACCOUNT, REASON_NEEDED, UNKNOWN_MEMBER, ID_REUSED;
                DEBT_LESS where nothing is owed.
        """
        print_ = fingerprint([command.account_id, command.sale_id, command.reason])
        asked = Asked(command.id, "write_off", print_, command.staff_id)
        return self._changed(once(self._till, asked, lambda tx, written: self._write_off(tx, written, command)))

    def _write_off(self, tx: Connection, written: Written, command: WriteOff) -> Deed:
        reason, account_id = reason_of(command.reason), self._mine(tx, command.account_id, command.staff_id)
        every = credit.sales_owed(tx, merges.family(tx, account_id))
        given_up = [one for one in every if not command.sale_id or one.sale_id == command.sale_id]
        if not given_up:
            raise Rejected(Code.DEBT_LESS, owed=0)
        till = self._till
        cause = Cause(written, till, command.id, command.staff_id, till.now(), till.today())
        for one in given_up:
            enter(cause, one.account_id, "write_off", -one.left, pays_sale_id=one.sale_id, reason=reason)
        amount = sum(one.left for one in given_up)
        body = {"amount": amount, "reason": reason, "sales": [one.sale_id for one in given_up]}
        return Deed({"account_id": account_id}, Event.DEBT_WRITTEN_OFF, account_id, body)

    def _mine(self, tx: Connection, account_id: Id, staff_id: Id) -> Id:
        """The account, locked, which is nobody's own who decides on it."""
        person = require(tx, staff_id, "credit")
        found = merges.survivor(tx, account_id)
        if accounts.lock(tx, found) is None:
            raise Rejected(Code.UNKNOWN_MEMBER)
        check_not_own(tx, found, person)
        return found

    def _changed(self, answer: Answer) -> CreditChanged:
        return CreditChanged(self.picture(answer["account_id"]), answer["is_repeat"])

    def paying(self, order: Order, amount: Money) -> Order:
        """The order of a member with a line by which they pay of what they owe.

        Raises:
            Rejected: CREDIT_MEMBER for a guest; DEBT_LESS (`owed`), INVALID_AMOUNT.
        """
        if order.account_id is None:
            raise Rejected(Code.CREDIT_MEMBER)
        owed = self.picture(order.account_id).owed
        if amount > owed - sum(line.unit_price for line in order.lines if line.ware is Ware.DEBT):
            raise Rejected(Code.DEBT_LESS, owed=owed)
        return order.add_ware(ServiceWares(self._till).item(Ware.DEBT), Ware.DEBT, amount, order.account_id)


def picture_of(tx: Connection, account_id: Id) -> CreditPicture:
    """What a member owes, with all that were merged into them."""
    mine = merges.family(tx, merges.survivor(tx, account_id))
    return CreditPicture(credit.owed(tx, mine), credit.limit(tx, mine), credit.sales_owed(tx, mine))
