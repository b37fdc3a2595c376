"""Tiers that people give by hand, with a reason and an end; nothing is changed, the newest row decides."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection

from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.ids import Id
from pos_desktop.loyalty import tiers
from pos_desktop.loyalty.programme import Programme
from pos_desktop.services.journal import Event
from pos_desktop.services.members.points.locking import Locked, Purpose, lock_account
from pos_desktop.services.once import Asked, Deed, once
from pos_desktop.services.operations import fingerprint
from pos_desktop.services.shop.rights import check_not_own, reason_of, require
from pos_desktop.services.till import Till
from pos_desktop.services.written import Written
from pos_desktop.storage.queries import manual_tiers, merges
from pos_desktop.storage.schema.loyalty import manual_tier

ENDED = ""
"""The tier of a row that ends another."""


@dataclass(frozen=True, slots=True)
class GiveTier:
    """The tier `tier` (its code) from today through `until`; `id` names the operation, `reason` is kept for ever."""

    id: str
    account_id: Id
    tier: str
    until: date
    reason: str
    staff_id: Id


@dataclass(frozen=True, slots=True)
class EndTier:
    """No tier by hand any more, from today on."""

    id: str
    account_id: Id
    reason: str
    staff_id: Id


@dataclass(frozen=True, slots=True)
class TierSet:
    """The tier that the member enjoys now, and the one they reached, as the shop wrote them."""

    account_id: Id
    tier: str
    reached: str
    until: date | None
    is_repeat: bool = False
    topics: tuple[str, ...] = ("members",)


class TiersByHand:
    """Use cases of tiers by hand; they need the right `members`."""

    def __init__(self, till: Till) -> None:
        self._till = till

    def give(self, command: GiveTier) -> TierSet:
        """Give a tier, one by invitation among them; it wins over what was reached while it lasts.

        Raises:
            Rejected: NOT_ALLOWED, REASON_NEEDED, OWN_ACCOUNT, UNKNOWN_MEMBER, UNKNOWN_TIER, INVALID_DAY before today.
        """
        print_ = fingerprint([command.account_id, command.tier, command.until.isoformat(), command.reason])
        asked = Asked(command.id, "give_tier", print_, command.staff_id)
        return _set(once(self._till, asked, lambda tx, written: self._give(tx, written, command)))

    def _give(self, tx: Connection, written: Written, command: GiveTier) -> Deed:
        held, reason = self._held(tx, written, command)
        if command.tier not in {tier.code for tier in held.booking.programme.tiers}:
            raise Rejected(Code.UNKNOWN_TIER, tier=command.tier)
        if command.until < held.booking.day:
            raise Rejected(Code.INVALID_DAY)
        return self._keep(held, command.tier, command.until, reason)

    def end(self, command: EndTier) -> TierSet:
        """End the tier that was given by hand; the one that was reached holds again.

        Raises:
            Rejected: NOT_ALLOWED, REASON_NEEDED, OWN_ACCOUNT, UNKNOWN_MEMBER, UNKNOWN_TIER when there is none.
        """
        asked = Asked(command.id, "end_tier", fingerprint([command.account_id, command.reason]), command.staff_id)
        return _set(once(self._till, asked, lambda tx, written: self._end(tx, written, command)))

    def _end(self, tx: Connection, written: Written, command: EndTier) -> Deed:
        held, reason = self._held(tx, written, command)
        if manual_tiers.manual_of(tx, held.picture.id, held.booking.day) is None:
            raise Rejected(Code.UNKNOWN_TIER)
        return self._keep(held, ENDED, held.booking.day, reason)

    def _held(self, tx: Connection, written: Written, command: GiveTier | EndTier) -> tuple[Locked, str]:
        reason = reason_of(command.reason)
        person = require(tx, command.staff_id, "members")
        account_id = merges.survivor(tx, command.account_id)
        check_not_own(tx, account_id, person)
        return lock_account(written, self._till, account_id, Purpose(command.id, command.staff_id)), reason

    def _keep(self, held: Locked, tier: str, until: date, reason: str) -> Deed:
        booking, account_id = held.booking, held.picture.id
        booking.written.insert(manual_tier, {
            "id": self._till.ids(), "account_id": account_id, "tier": tier, "from_on": booking.day, "until_on": until,
            "reason": reason, "staff_id": booking.staff_id, "at": self._till.now(),
            "operation_id": booking.operation_id, "step": manual_tiers.next_step(booking.tx, account_id),
        })  # fmt: skip
        answer = {"account_id": account_id, **_standing(held, booking.programme)}
        body = {"tier": tier, "until": until.isoformat(), "reason": reason}
        return Deed(answer, Event.MANUAL_TIER, account_id, body)


def _standing(held: Locked, programme: Programme) -> dict[str, Any]:
    picture, day = held.picture, held.booking.day
    fallen = tiers.advance(programme, picture.tier, picture.activity, day, picture.joined_on)
    state = tiers.last_state(picture.tier, fallen)
    manual = manual_tiers.manual_of(held.booking.tx, picture.id, day)
    return {
        "tier": tiers.effective(programme, state, manual, day).name, "reached": programme.tier(state.code).name,
        "until": manual.until.isoformat() if manual else None,
    }  # fmt: skip


def _set(answer: dict[str, Any]) -> TierSet:
    until = answer["until"]
    return TierSet(**{**answer, "until": date.fromisoformat(until) if until else None})
