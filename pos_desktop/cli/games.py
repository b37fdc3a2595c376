"""Requests of `sell` about giving and lucky wheels, and what it tells of stamps (docs/contract.md)."""

from collections.abc import Mapping
from typing import Any

from pos_desktop.cli import requests
from pos_desktop.cli.receipts import Receipts
from pos_desktop.loyalty.games import stamp_progress
from pos_desktop.selling.order import Identified
from pos_desktop.services import operations
from pos_desktop.services.desk import Desk
from pos_desktop.services.members.benefits.giving import Give
from pos_desktop.services.members.benefits.wheels import Draw
from pos_desktop.services.members.members import MemberPicture
from pos_desktop.services.office.outbox import SlipOf
from pos_desktop.services.shop.people import Person
from pos_desktop.wording import language

Answer = dict[str, Any]


def give(desk: Desk, person: Person, receipts: Receipts, operation_id: str, body: Mapping[str, Any]) -> Answer:
    """`give`: points of a member to a cause; its slip comes out where a printer is."""
    member = desk.members.find(requests.text(body, "member"))
    proof, pin = member.identified, requests.optional(body, "member_pin")
    if pin and desk.members.fits_pin(member.row.id, pin):
        proof = Identified.PIN
    given = desk.giving.give(Give(
        operation_id, member.row.account_id, requests.text(body, "cause"), requests.points(body), person.id, proof,
        operations.fingerprint(body), receipts.printer, language(),
    ))  # fmt: skip
    if not given.is_repeat:
        receipts.sold(SlipOf.GIFT.subject(given.donation_id))
    return {"cause": given.cause, "points": given.points, "value": given.value, "available": given.available}


def draw(desk: Desk, person: Person, receipts: Receipts, operation_id: str, body: Mapping[str, Any]) -> Answer:
    """`draw`: one ticket of a sale of today; its slip comes out where a printer is."""
    sale_id = desk.refunds.find(requests.text(body, "sale"))
    wheel = requests.optional(body, "wheel")
    drawn = desk.wheels.draw(Draw(
        operation_id, sale_id, None, person.id, wheel, operations.fingerprint(body), receipts.printer, language(),
    ))  # fmt: skip
    if not drawn.is_repeat:
        receipts.sold(SlipOf.DRAW.subject(drawn.draw_id))
    return {
        "wheel": drawn.wheel, "prize": drawn.prize, "name": drawn.name, "points": drawn.points, "gift": drawn.gift,
        "ticket": drawn.ticket, "tickets_left": drawn.left, "commitment": drawn.commitment,
        "odds": [{"prize": chance.prize, "weight": chance.weight, "of": chance.whole} for chance in drawn.odds],
    }  # fmt: skip


def stamps(picture: MemberPicture) -> list[Answer]:
    """Where a member stands on each stamp card of the programme."""
    held = picture.account.stamps
    told = []
    for card in picture.programme.stamp_cards:
        progress = stamp_progress(held.get(card.id, 0), card.needed)
        told.append({"card": card.id, "name": card.name, "stamps": progress.on_card, "needed": card.needed,
                     "full": progress.full, "owed": progress.owed})  # fmt: skip
    return told
