"""Gives a sale to a member after it was made: a guest's receipt claimed late, or a sale of the wrong member moved."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, select

from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.ids import Id
from pos_desktop.core.plain import to_plain
from pos_desktop.core.text import note
from pos_desktop.loyalty import reversal, tier_corrections, tiers
from pos_desktop.loyalty.accrual import Accrual
from pos_desktop.loyalty.quote import TierOutlook, outlook
from pos_desktop.loyalty.reversal import TakeBack
from pos_desktop.loyalty.tier_windows import Activity
from pos_desktop.services.journal import Event
from pos_desktop.services.members.points.ledger import Booking, Linked
from pos_desktop.services.members.points.locking import Locked, Purpose, lock_account, lock_both
from pos_desktop.services.members.points.remaining import Remaining, birthday_key, facts_for, remaining, sale_id_of
from pos_desktop.services.members.points.snapshots import snapshot
from pos_desktop.services.once import Answer, Asked, Deed, once
from pos_desktop.services.operations import fingerprint
from pos_desktop.services.selling import companions
from pos_desktop.services.selling.happened import SaleGiven
from pos_desktop.services.shop.rights import check_not_own, reason_of, require
from pos_desktop.services.till import Till
from pos_desktop.services.written import Written
from pos_desktop.storage.queries import attachments, games, merges, returns, stored
from pos_desktop.storage.queries.sales import loyalty_to_plain
from pos_desktop.storage.schema.loyalty import accrual_flag, attachment


@dataclass(frozen=True, slots=True)
class Attach:
    """A guest's receipt that a member claims: `claim` is its 32 digits or its number; `id` names the operation."""

    id: str
    claim: str
    account_id: Id
    staff_id: Id
    reason: str = ""
    """Needed once the minutes of the programme are over."""
    print_: str = ""


@dataclass(frozen=True, slots=True)
class Move:
    """A sale that was put on the wrong member's account; `sale` is its number, its QR's digits or its claim."""

    id: str
    sale: str
    account_id: Id
    """Whose it is."""
    reason: str
    staff_id: Id
    print_: str = ""


@dataclass(frozen=True, slots=True)
class Attached:
    """What the member got for the sale, and has now, in points; `tier` as the shop wrote it."""

    sale_id: Id
    account_id: Id
    earned: int
    breakdown: tuple[tuple[str, int], ...]
    tier: str
    available: int
    pending: int
    debt: int
    clawed: int = 0
    """Points that the member lost whose it was not."""
    bonus: int = 0
    """Points that the sale brought beside its own: welcome, prizes, streaks, missions, for coming by a friend."""
    stays: tuple[str, ...] = ()
    """What the sale gave and that stays with who it was given to: vouchers that are used, gifts handed over."""
    is_repeat: bool = False
    topics: tuple[str, ...] = ("members", "sales")

    @property
    def brought(self) -> int:
        """All points that came with the sale."""
        return self.earned + self.bonus


class Attaching:
    """Use cases of sales that get an owner, or another one, after they were made."""

    def __init__(self, till: Till) -> None:
        self._till = till

    def attach(self, command: Attach) -> Attached:
        """Credit a guest's sale to a member by the rules of its day, with the tier that the member has today.

        Within the programme's minutes anybody at the till may do it, later only who may handle points, with a reason.

        Raises:
            Rejected: INVALID_CLAIM, UNKNOWN_SALE, ALREADY_CLAIMED, ALREADY_REFUNDED, NOT_ALLOWED, REASON_NEEDED,
                OWN_ACCOUNT, UNKNOWN_MEMBER, UNKNOWN_USER.
        """
        print_ = command.print_ or fingerprint([command.claim, command.account_id, command.reason])
        asked = Asked(command.id, "attach", print_, command.staff_id)
        return _attached(once(self._till, asked, lambda tx, written: self._attach(tx, written, command)))

    def _attach(self, tx: Connection, written: Written, command: Attach) -> Deed:
        rest = remaining(tx, sale_id_of(tx, self._till, command.claim))
        if rest.owner.account_id is not None:
            raise Rejected(Code.ALREADY_CLAIMED)
        account_id = merges.survivor(tx, command.account_id)
        check_not_own(tx, account_id, require(tx, command.staff_id, "sell"))
        way, reason = self._way(tx, command, rest)
        purpose = Purpose(command.id, command.staff_id, rest.row.id)
        held = lock_account(written, self._till, account_id, purpose)
        answer = self._give(self._given(rest, held), {"way": way, "reason": reason})
        held.booking.close()
        return Deed(answer, Event.SALE_ATTACHED, rest.row.id, {"way": way, "reason": reason, **_told(answer)})

    def _way(self, tx: Connection, command: Attach, rest: Remaining) -> tuple[str, str]:
        late = self._till.now() - rest.row.at > timedelta(minutes=rest.programme.claim_minutes)
        if not late:
            return "receipt", note(command.reason)
        require(tx, command.staff_id, "points")
        return "later", reason_of(command.reason)

    def move(self, command: Move) -> Attached:
        """Take a sale's points from the member who never bought it, and credit them as of then to who did.

        All that the sale brought beside them goes too; docs/loyalty.md has the table.

        Raises:
            Rejected: NOT_ALLOWED, REASON_NEEDED, UNKNOWN_SALE, SALE_OF_GUEST, SAME_MEMBER, MOVE_REDEEMED where
                points or a full stamp card were redeemed on it, MOVE_TOPPED_UP where it loaded a wallet and that is
                not returned, ALREADY_REFUNDED, OWN_ACCOUNT, UNKNOWN_MEMBER.
        """
        print_ = command.print_ or fingerprint([command.sale, command.account_id, command.reason])
        asked = Asked(command.id, "move_sale", print_, command.staff_id)
        return _attached(once(self._till, asked, lambda tx, written: self._move(tx, written, command)))

    def _move(self, tx: Connection, written: Written, command: Move) -> Deed:
        reason = reason_of(command.reason)
        person = require(tx, command.staff_id, "points")
        rest = remaining(tx, sale_id_of(tx, self._till, command.sale))
        from_id, account_id = rest.owner.account_id, merges.survivor(tx, command.account_id)
        if from_id is None:
            raise Rejected(Code.SALE_OF_GUEST)
        _check_movable(tx, rest, account_id)
        check_not_own(tx, account_id, person)
        purpose = Purpose(command.id, command.staff_id, rest.row.id)
        wrong, right = lock_both(written, self._till, from_id, account_id, purpose)
        given = self._given(rest, right, wrong)
        stays = companions.staying(given)
        taken, pair_id = self._take(tx, wrong, rest, reason)
        lost = taken.points + companions.on_parting(given)
        wrong.booking.close()
        about = {"way": "move", "reason": reason, "from_account_id": from_id}
        answer = self._give(given, about, pair_id) | {"clawed": lost, "stays": stays}
        right.booking.close()
        return Deed(answer, Event.SALE_MOVED, rest.row.id, {**about, **_told(answer)})

    def _given(self, rest: Remaining, right: Locked, wrong: Locked | None = None) -> SaleGiven:
        return SaleGiven(self._till, rest, right, wrong, facts_for(right.booking.tx, self._till, rest, right))

    def _take(self, tx: Connection, wrong: Locked, rest: Remaining, reason: str) -> tuple[TakeBack, Id | None]:
        """Take back what the wrong member has of the sale, whatever its age; gives the entry that says so."""
        booking, row = wrong.booking, rest.row
        fallen = _advance(wrong)
        taken = reversal.take_back(
            reversal.clawback(rest.owner.earned, 0, rest.before.clawed), booking.lots, row.id, booking.day,
            written_off=returns.written_off(tx, row.id, wrong.picture.id), shortfall=rest.programme.shortfall,
        )  # fmt: skip
        entry_id = _claw(booking, taken, reason)
        less = Activity(row.business_date, rest.basis, rest.earned, 1).taken_back()
        booking.act("move", less.on, less.spend, less.points, less.visits)
        kept = [(move.sale_id, move.change) for move in returns.tier_moves(tx, wrong.picture.id)]
        made = tier_corrections.made_by(kept, row.id)
        state = tiers.last_state(wrong.picture.tier, fallen)
        for change in () if made is None else tier_corrections.after_parting(
            booking.programme, state, (*wrong.picture.activity, less), booking.day, made=made,
            joined_on=wrong.picture.joined_on,
        ):  # fmt: skip
            booking.change_tier(change)
        return taken, entry_id

    def _give(self, given: SaleGiven, about: dict[str, Any], pair_id: Id | None = None) -> Answer:
        """Credit what remains of the sale as if the member had been there; gives the answer that is kept."""
        held, rest, attachment_id = given.right, given.rest, self._till.ids()
        booking, row, earns = held.booking, rest.row, rest.accrual(given.facts)
        is_move = about["way"] == "move"
        if earns.points:
            steps = [{"rule": step.rule, "points": step.points} for step in earns.breakdown]
            key = birthday_key(booking.tx, rest, held.picture.id, earns)
            linked = Linked(about["reason"], steps, pair_id or attachment_id if is_move else None, key)
            booking.credit("accrual", earns.points, rest.dates, linked)
            booking.earned += earns.points
        came = companions.on_joining(given)
        tier = self._rise(held, rest, earns, "move" if is_move else "claim", attachment_id)
        loyalty = loyalty_to_plain(snapshot(booking, tier, earns))
        booking.written.insert(attachment, {
            "id": attachment_id, "sale_id": row.id, "account_id": held.picture.id, "basis": rest.basis,
            # Refunds count what was clawed of the sale to date, whoever's it was.
            "earned": earns.points + rest.before.clawed, "facts": to_plain(given.facts), "loyalty": loyalty,
            "at": self._till.now(), "business_date": booking.day, "register_id": self._till.register.id,
            "staff_id": booking.staff_id, "operation_id": booking.operation_id,
            "step": attachments.next_step(booking.tx, row.id), **about,
        })  # fmt: skip
        _flag(given, earns)
        return {
            "sale_id": row.id, "account_id": held.picture.id, "earned": earns.points, "bonus": came,
            "breakdown": loyalty["breakdown"], "tier": tier.after_name, "available": loyalty["available"],
            "pending": loyalty["pending"], "debt": booking.debt, "clawed": 0, "stays": [],
        }  # fmt: skip

    def _rise(self, held: Locked, rest: Remaining, earns: Accrual, kind: str, source_id: Id) -> TierOutlook:
        """Add the sale to the metrics of its own day, and give the tier that it makes."""
        booking, picture = held.booking, held.picture
        fallen = _advance(held)
        gained = Activity(rest.row.business_date, rest.basis, earns.points, 1)
        booking.act(kind, gained.on, gained.spend, gained.points, gained.visits, source_id)
        state = tiers.last_state(picture.tier, fallen)
        tier = outlook(picture, booking.programme, booking.day, state, gained)
        for change in tier.moves[len(fallen) :]:
            booking.change_tier(change)
        return tier


def _claw(booking: Booking, taken: TakeBack, reason: str) -> Id | None:
    """Write what is taken back; what the programme forgives is a row of its own."""
    if not taken.points:
        return None
    entry_id = booking.take("clawback", taken.points, taken.allocations, Linked(reason), taken.debt + taken.shortfall)
    if taken.shortfall:
        booking.credit("adjustment", taken.shortfall, booking.dates(), Linked("clamp", pair_id=entry_id))
    return entry_id


def _check_movable(tx: Connection, rest: Remaining, account_id: Id) -> None:
    """What was taken off with one member's points or cards, or went into their wallet, is no other one's."""
    if rest.owner.account_id == account_id:
        raise Rejected(Code.SAME_MEMBER)
    if rest.row.points or rest.row.reward_points or any(row.reason for row in games.stamps_of_sale(tx, rest.row.id)):
        raise Rejected(Code.MOVE_REDEEMED)
    if stored.has_top_up(tx, rest.row.id):
        raise Rejected(Code.MOVE_TOPPED_UP)


def _flag(given: SaleGiven, earns: Accrual) -> None:
    """What the limits of a day took is looked at, once for each reason."""
    flag = {"sale_id": given.sale.id, "reason": earns.why_limited}
    known = select(accrual_flag.c.id).where(*(accrual_flag.c[name] == value for name, value in flag.items()))
    if earns.limited and given.tx.execute(known).first() is None:
        given.written.insert(accrual_flag, {
            "id": given.till.ids(), "account_id": given.right.picture.id, "at": given.till.now(), **flag,
        })  # fmt: skip


def _advance(held: Locked) -> Sequence[tiers.TierChange]:
    """Write the reviews and falls that are due before anything else happens to a tier."""
    picture, booking = held.picture, held.booking
    due = tuple(tiers.advance(booking.programme, picture.tier, picture.activity, booking.day, picture.joined_on))
    for change in due:
        booking.change_tier(change)
    return due


def _told(answer: Answer) -> dict[str, Any]:
    return {name: answer[name] for name in ("account_id", "earned", "bonus", "clawed")}


def _attached(answer: Answer) -> Attached:
    steps = tuple((rule, points) for rule, points in answer["breakdown"])
    return Attached(**{**answer, "breakdown": steps, "stays": tuple(answer.get("stays", ()))})
