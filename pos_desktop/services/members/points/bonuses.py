"""Points for what happens outside of orders and is entered by a person, such as a review."""

from dataclasses import dataclass

from sqlalchemy import Connection

from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.ids import Id
from pos_desktop.core.text import fold
from pos_desktop.loyalty.accrual import event_points
from pos_desktop.loyalty.rules import Trigger
from pos_desktop.services.calendars.occasions import occasion
from pos_desktop.services.journal import Event
from pos_desktop.services.members.points import occasions
from pos_desktop.services.members.points.locking import Purpose, lock_account
from pos_desktop.services.once import Asked, Deed, once
from pos_desktop.services.shop.rights import check_not_own, reason_of, require
from pos_desktop.services.till import Till
from pos_desktop.services.written import Written


@dataclass(frozen=True, slots=True)
class Review:
    """A review that a member wrote; `where` (a page, a link) is kept, and pays each member once."""

    id: str
    account_id: Id
    where: str
    staff_id: Id
    print_: str = ""


@dataclass(frozen=True, slots=True)
class BonusPaid:
    """Points that were credited."""

    points: int
    topics: tuple[str, ...] = ("members",)


class Bonuses:
    """Use cases of points outside of orders."""

    def __init__(self, till: Till) -> None:
        self._till = till

    def greet(self, account_id: Id) -> int:
        """Give a member who comes what today's birthday or anniversary holds; gives the points."""
        return occasions.greet(self._till, account_id)

    def review(self, command: Review) -> BonusPaid:
        """Credit what the programme gives for a review.

        Raises:
            Rejected: NOT_ALLOWED, REASON_NEEDED without `where`, OWN_ACCOUNT, UNKNOWN_MEMBER, MEMBER_BLOCKED, NO_BONUS
                when the programme gives nothing for it now, BONUS_TAKEN for the same place.
        """
        asked = Asked(command.id, "review", command.print_ or repr(command), command.staff_id)
        return BonusPaid(once(self._till, asked, lambda tx, written: self._review(tx, written, command))["points"])

    def _review(self, tx: Connection, written: Written, command: Review) -> Deed:
        where = reason_of(command.where)
        check_not_own(tx, command.account_id, require(tx, command.staff_id, "points"))
        held = lock_account(written, self._till, command.account_id, Purpose(command.id, command.staff_id))
        if held.picture.blocked:
            raise Rejected(Code.MEMBER_BLOCKED)
        programme = held.booking.programme
        at = occasion(self._till, programme, self._till.now())
        steps = event_points(programme.rules, Trigger.REVIEW, at, tier=held.booking.tier.code, plan=held.picture.plan)
        points = occasions.credit(held, f"review:{command.account_id}:{fold(where)}", steps, where)
        if not points:
            raise Rejected(Code.NO_BONUS)
        return Deed({"points": points}, Event.BONUS, command.account_id, {"kind": "review", "points": points})
