"""`sell` for receipts that find their member late: claimed by a guest, or moved from the wrong member."""

from collections.abc import Mapping
from typing import Any

from pos_desktop.cli import requests
from pos_desktop.services import operations
from pos_desktop.services.desk import Desk
from pos_desktop.services.members.points.attaching import Attach, Attached, Move
from pos_desktop.services.shop.people import Person

Answer = dict[str, Any]


def attach(desk: Desk, person: Person, operation_id: str, body: Mapping[str, Any]) -> Answer:
    """A guest's receipt (`sale`: its number, its code or its claim) becomes a member's."""
    made = desk.attaching.attach(Attach(
        operation_id, requests.text(body, "sale"), _account(desk, body), person.id, requests.optional(body, "reason"),
        operations.fingerprint(body),
    ))  # fmt: skip
    return _told(made)


def move(desk: Desk, person: Person, operation_id: str, body: Mapping[str, Any]) -> Answer:
    """A receipt that was put on the wrong member becomes another's."""
    made = desk.attaching.move(Move(
        operation_id, requests.text(body, "sale"), _account(desk, body), requests.optional(body, "reason"), person.id,
        operations.fingerprint(body),
    ))  # fmt: skip
    return _told(made)


def _account(desk: Desk, body: Mapping[str, Any]) -> str:
    return desk.members.find(requests.text(body, "member")).row.account_id


def _told(made: Attached) -> Answer:
    breakdown = [{"rule": rule, "points": points} for rule, points in made.breakdown]
    return {
        "earned": made.earned, "breakdown": breakdown, "bonus": made.bonus, "clawed": made.clawed,
        "stays": list(made.stays), "tier": made.tier, "available": made.available, "pending": made.pending,
        "debt": made.debt,
    }  # fmt: skip
