"""Makes two members one: preview, merge, and undo for thirty days; nothing is lost and every step is a row."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, func, select, update

from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.ids import Id
from pos_desktop.core.plain import from_plain, to_plain
from pos_desktop.loyalty import tier_corrections, tiers
from pos_desktop.loyalty.account import AccountPicture
from pos_desktop.loyalty.lots import Lot
from pos_desktop.loyalty.programme import Programme
from pos_desktop.loyalty.tier_windows import Activity
from pos_desktop.loyalty.tiers import TierChange
from pos_desktop.services.journal import Event
from pos_desktop.services.members.carrying import carry_days, carry_debt, carry_lots
from pos_desktop.services.members.phones import masked
from pos_desktop.services.members.points.locking import Locked, Purpose, lock_both
from pos_desktop.services.members.points.pictures import picture_of
from pos_desktop.services.once import Answer, Asked, Deed, once
from pos_desktop.services.operations import fingerprint
from pos_desktop.services.shop.rights import check_not_own, reason_of, require
from pos_desktop.services.till import Till
from pos_desktop.services.written import Written
from pos_desktop.storage.queries import members, merges, returns, shops
from pos_desktop.storage.queries.members import MemberRow
from pos_desktop.storage.schema.loyalty import account, member_merge, reservation
from pos_desktop.storage.schema.members import card, member_phone

UNDO_DAYS = 30


@dataclass(frozen=True, slots=True)
class Merge:
    """`from_id` becomes part of `to_id`, both accounts; `id` names the operation, `reason` is kept for ever."""

    id: str
    from_id: Id
    to_id: Id
    reason: str
    staff_id: Id
    print_: str = ""


@dataclass(frozen=True, slots=True)
class Unmerge:
    """Undo the merge by which the account `from_id` went away."""

    id: str
    from_id: Id
    reason: str
    staff_id: Id
    print_: str = ""


@dataclass(frozen=True, slots=True)
class MovedLot:
    """Points that go over with their dates."""

    points: int
    usable_from: date
    expires_on: date | None


@dataclass(frozen=True, slots=True)
class SecondBonus:
    """Something that comes once, such as a welcome or a birthday of one year, and that both members had."""

    occasion: str
    points: int
    on: date


@dataclass(frozen=True, slots=True)
class MergePicture:
    """What a merge does, before anybody says yes; points, names of tiers as the shop wrote them."""

    from_code: str
    to_code: str
    points: int
    lots: tuple[MovedLot, ...]
    debt: int
    cards: int
    phones: tuple[str, ...]
    tier_before: str
    tier_after: str
    second: tuple[SecondBonus, ...] = ()


@dataclass(frozen=True, slots=True)
class PartPicture:
    """What undoing a merge does now, in points: they go back, were spent meanwhile, are a debt that goes along."""

    points: int
    missing: int
    debt: int


@dataclass(frozen=True, slots=True)
class Merged:
    """What the surviving member has afterwards, in points."""

    merge_id: Id
    account_id: Id
    points: int
    available: int
    debt: int
    tier: str
    is_repeat: bool = False
    topics: tuple[str, ...] = ("members",)


@dataclass(frozen=True, slots=True)
class Unmerged:
    """What came back to the member who is there again; `missing` was spent or paid debts meanwhile."""

    account_id: Id
    points: int
    missing: int
    debt: int
    tier: str
    tier_left: str
    """The tier of the member that they were part of."""
    is_repeat: bool = False
    topics: tuple[str, ...] = ("members",)


class Merging:
    """Use cases of members who are the same person."""

    def __init__(self, till: Till) -> None:
        self._till = till

    def preview(self, from_id: Id, to_id: Id) -> MergePicture:
        """What `merge` would do; it refuses the same."""
        with self._till.db.read() as tx:
            self._check(tx, from_id, to_id)
            day = self._till.today()
            programme = shops.programme_at(tx, day)
            pictures = [picture_of(tx, self._till, one, programme, day) for one in (from_id, to_id)]
            if pictures[0] is None or pictures[1] is None:
                raise Rejected(Code.UNKNOWN_MEMBER)
            return _picture(tx, pictures[0], pictures[1], programme)

    def merge(self, command: Merge) -> Merged:
        """Make `from_id` part of `to_id`: lots and debt go over, cards and phones open the other account from now on,
        the tier is the one that both together reach.

        Raises:
            Rejected: NOT_ALLOWED, REASON_NEEDED, SAME_MEMBER, UNKNOWN_MEMBER, MEMBER_MERGED when either is part of
                another one already, MEMBER_BUSY while an order holds points of it, OWN_ACCOUNT.
        """
        print_ = command.print_ or fingerprint([command.from_id, command.to_id, command.reason])
        asked = Asked(command.id, "merge", print_, command.staff_id)
        return Merged(**once(self._till, asked, lambda tx, written: self._merge(tx, written, command)))

    def _merge(self, tx: Connection, written: Written, command: Merge) -> Deed:
        reason = reason_of(command.reason)
        person = require(tx, command.staff_id, "members")
        self._check(tx, command.from_id, command.to_id)
        for account_id in (command.from_id, command.to_id):
            check_not_own(tx, account_id, person)
        purpose = Purpose(command.id, command.staff_id)
        gone, kept = lock_both(written, self._till, command.from_id, command.to_id, purpose)
        picture = _picture(tx, gone.picture, kept.picture, kept.booking.programme)
        merge_id = self._till.ids()
        was = {"tier_moves": len(returns.tier_moves(tx, command.to_id)), "seq": kept.booking.locked.seq}
        owed = self._carry(tx, gone, kept, merge_id, reason)
        written.insert(member_merge, {
            "id": merge_id, "from_account_id": command.from_id, "to_account_id": command.to_id,
            "from_member_id": gone.booking.locked.member_id, "to_member_id": kept.booking.locked.member_id,
            "picture": {**to_plain(replace(picture, phones=())), **was, "owed": owed}, "at": self._till.now(),
            "staff_id": command.staff_id, "reason": reason,
        })  # fmt: skip
        answer = {
            "merge_id": merge_id, "account_id": command.to_id, "points": picture.points, **_standing(kept),
        }  # fmt: skip
        body = {"from": command.from_id, "points": picture.points, "debt": picture.debt, "reason": reason}
        return Deed(answer, Event.MEMBERS_MERGED, command.to_id, body)

    def _carry(self, tx: Connection, gone: Locked, kept: Locked, merge_id: Id, reason: str) -> int:
        """Move everything over and close both accounts; gives the debt that is left owing of what came."""
        giver, taker = gone.booking, kept.booking
        fallen = _advance(kept)
        carry_lots(giver, taker, _alive(gone), merges.idle_months(tx, giver.locked.id), reason)
        owed = carry_debt(giver, taker, giver.debt, reason)
        days = merges.days(tx, giver.locked.id)
        carry_days(giver, taker, days, merge_id)
        for change in _regraded(kept, fallen, days):
            taker.change_tier(change)
        taker.active_on = _newest(tx, giver.locked.id, taker.locked.id)
        giver.close()
        taker.close()
        return owed

    def _check(self, tx: Connection, from_id: Id, to_id: Id) -> None:
        if from_id == to_id:
            raise Rejected(Code.SAME_MEMBER)
        if merges.in_force(tx, from_id):
            raise Rejected(Code.MEMBER_MERGED)
        self._check_free(tx, from_id, to_id)

    def _check_free(self, tx: Connection, account_id: Id, into: Id) -> None:
        """Nobody merges into, or parts from, an account that is not there; open orders keep what they hold."""
        if merges.in_force(tx, into):
            raise Rejected(Code.MEMBER_MERGED)
        held = select(reservation.c.id).where(
            reservation.c.account_id == account_id, reservation.c.until > self._till.now()
        )
        if tx.execute(held).first():
            raise Rejected(Code.MEMBER_BUSY)

    def preview_unmerge(self, from_id: Id) -> PartPicture:
        """What `unmerge` would do; it refuses the same."""
        with self._till.db.read() as tx:
            self._check_undo(tx, merge := _in_force(tx, from_id))
            day = self._till.today()
            left = picture_of(tx, self._till, merge.to_account_id, shops.programme_at(tx, day), day)
            assert left is not None, "a merge keeps its accounts"
            brought = merges.lots_brought(tx, merge)
            points = sum(lot.left for lot in left.lots if lot.id in brought and not lot.is_expired(day))
            return PartPicture(points, _missing(tx, merge, points, brought), min(left.debt, merge.picture["owed"]))

    def unmerge(self, command: Unmerge) -> Unmerged:
        """Give back to a merged member what is still there of what they brought.

        Raises:
            Rejected: NOT_ALLOWED, REASON_NEEDED, UNKNOWN_MERGE, UNMERGE_LATE after thirty days, MEMBER_MERGED when
                the other one became part of somebody since (undo that first), MEMBER_BUSY.
        """
        print_ = command.print_ or fingerprint([command.from_id, command.reason])
        asked = Asked(command.id, "unmerge", print_, command.staff_id)
        return Unmerged(**once(self._till, asked, lambda tx, written: self._unmerge(tx, written, command)))

    def _unmerge(self, tx: Connection, written: Written, command: Unmerge) -> Deed:
        reason = reason_of(command.reason)
        require(tx, command.staff_id, "members")
        self._check_undo(tx, merge := _in_force(tx, command.from_id))
        purpose = Purpose(command.id, command.staff_id, follows=False)
        back, left = lock_both(written, self._till, merge.from_account_id, merge.to_account_id, purpose)
        points, missing = self._carry_back(tx, back, left, merge, reason)
        undone = update(member_merge).where(member_merge.c.id == merge.id)
        tx.execute(undone.values(undone_at=self._till.now(), undone_by=command.staff_id))
        written.saw(member_merge, merge.id)
        standing = _standing(back)
        answer = {
            "account_id": command.from_id, "points": points, "missing": missing, "debt": standing["debt"],
            "tier": standing["tier"], "tier_left": _standing(left)["tier"],
        }  # fmt: skip
        body = {"merge": merge.id, "points": points, "missing": missing, "reason": reason}
        return Deed(answer, Event.MEMBERS_UNMERGED, command.from_id, body)

    def _check_undo(self, tx: Connection, merge: Any) -> None:
        if self._till.today() > self._till.day_of(merge.at) + timedelta(days=UNDO_DAYS):
            raise Rejected(Code.UNMERGE_LATE, days=UNDO_DAYS)
        self._check_free(tx, merge.to_account_id, merge.to_account_id)

    def _carry_back(
        self, tx: Connection, back: Locked, left: Locked, merge: Any, reason: str
    ) -> tuple[int, int]:  # fmt: skip
        """Points that went back, and those that did not because they are not there any more."""
        giver, taker = left.booking, back.booking
        fallen = _advance(left), _advance(back)
        brought, days = merges.lots_brought(tx, merge), merges.days_brought(tx, merge)
        lots = [lot for lot in _alive(left) if lot.id in brought]
        points = carry_lots(giver, taker, lots, merges.idle_months(tx, giver.locked.id), reason)
        carry_debt(giver, taker, min(giver.debt, merge.picture["owed"]), reason)
        carry_days(giver, taker, days, merge.id)
        for change in _parted(tx, left, fallen[0], days, merge):
            giver.change_tier(change)
        for change in _regraded(back, fallen[1], days):
            taker.change_tier(change)
        giver.close()
        taker.close()
        return points, _missing(tx, merge, points, brought)


def picture_kept(merge: Any) -> MergePicture:
    """The preview as it was when a merge was done."""
    return from_plain(MergePicture, merge.picture)


def _in_force(tx: Connection, from_id: Id) -> Any:
    merge = merges.in_force(tx, from_id)
    if merge is None:
        raise Rejected(Code.UNKNOWN_MERGE)
    return merge


# what moves


def _missing(tx: Connection, merge: Any, points: int, brought: Collection[Id]) -> int:
    return max(0, int(merge.picture["points"]) - points - merges.expired_of(tx, brought))


def _alive(held: Locked) -> list[Lot]:
    return [lot for lot in held.booking.lots if lot.left and not lot.is_expired(held.booking.day)]


def _newest(tx: Connection, *account_ids: Id) -> date | None:
    statement = select(func.max(account.c.active_on)).where(account.c.id.in_(account_ids))
    newest: date | None = tx.execute(statement).scalar()
    return newest


# tiers


def _advance(held: Locked) -> Sequence[TierChange]:
    """Write the reviews and falls that are due before what is moved changes anything."""
    picture, booking = held.picture, held.booking
    due = tuple(tiers.advance(booking.programme, picture.tier, picture.activity, booking.day, picture.joined_on))
    for change in due:
        booking.change_tier(change)
    return due


def _regraded(held: Locked, fallen: Sequence[TierChange], more: Sequence[Activity]) -> Sequence[TierChange]:
    """The tier that an account reaches with what came to it."""
    picture, booking = held.picture, held.booking
    state = tiers.last_state(picture.tier, fallen)
    return tuple(tier_corrections.moves_under(
        booking.programme, state, (*picture.activity, *more), booking.day, picture.joined_on
    ))  # fmt: skip


def _parted(
    tx: Connection, held: Locked, fallen: Sequence[TierChange], less: Sequence[Activity], merge: Any
) -> Sequence[TierChange]:
    """What becomes of a tier that was made since the merge, without what the merge brought."""
    picture, booking = held.picture, held.booking
    own = merge.picture["tier_moves"]
    moves = [(merge.id if n >= own else None, move.change) for n, move in enumerate(returns.tier_moves(tx, picture.id))]
    made = tier_corrections.made_by(moves, merge.id)
    if made is None:
        return ()
    rest = (*picture.activity, *(one.taken_back() for one in less))
    state = tiers.last_state(picture.tier, fallen)
    return tuple(tier_corrections.after_parting(
        booking.programme, state, rest, booking.day, made=made, joined_on=picture.joined_on
    ))  # fmt: skip


# what is told


def _standing(held: Locked) -> Answer:
    picture = replace(held.picture, lots=tuple(held.booking.lots), debt=held.booking.debt)
    programme = held.booking.programme
    tier = tiers.effective(programme, held.booking.tier, held.picture.manual, held.booking.day)
    return {"available": picture.balance(0).available, "debt": held.booking.debt, "tier": tier.name}


def _picture(tx: Connection, gone: AccountPicture, kept: AccountPicture, programme: Programme) -> MergePicture:
    lots = [lot for lot in gone.lots if lot.left and not lot.is_expired(gone.day)]
    state = tiers.last_state(
        kept.tier, tiers.advance(programme, kept.tier, kept.activity, kept.day, kept.joined_on)
    )  # fmt: skip
    both = (*kept.activity, *merges.days(tx, gone.id))
    after = tiers.last_state(state, tier_corrections.moves_under(programme, state, both, kept.day, kept.joined_on))
    away, stays = _row(tx, gone.id), _row(tx, kept.id)
    return MergePicture(
        away.code, stays.code, sum(lot.left for lot in lots),
        tuple(MovedLot(lot.left, lot.usable_from, lot.expires_on) for lot in lots), gone.debt, _cards(tx, away.id),
        _phones(tx, away.id), programme.tier(state.code).name, programme.tier(after.code).name,
        tuple(_second(tx, gone.id, kept.id)),
    )  # fmt: skip


def _row(tx: Connection, account_id: Id) -> MemberRow:
    row = members.by_account(tx, account_id)
    if row is None:
        raise Rejected(Code.UNKNOWN_MEMBER)
    return row


def _cards(tx: Connection, member_id: Id) -> int:
    alive = select(func.count()).where(card.c.member_id == member_id, card.c.revoked_at.is_(None))
    return int(tx.execute(alive).scalar_one())


def _phones(tx: Connection, member_id: Id) -> tuple[str, ...]:
    own = select(member_phone.c.e164).where(member_phone.c.member_id == member_id).order_by(member_phone.c.e164)
    return tuple(masked(e164) for e164 in tx.execute(own).scalars())


def _second(tx: Connection, gone_id: Id, kept_id: Id) -> list[SecondBonus]:
    """What both had though it comes once: occasions that differ by the account alone."""
    had = {_without(row.occasion, kept_id) for row in merges.bonuses(tx, kept_id)}
    rows = [(_without(row.occasion, gone_id), row) for row in merges.bonuses(tx, gone_id)]
    return [SecondBonus(what, row.points, row.business_date) for what, row in rows if what in had]


def _without(occasion: str, account_id: Id) -> str:
    return ":".join(part for part in occasion.partition("#")[0].split(":") if part != account_id)
