"""`sell` for what members owe: the limit of one, set and told."""

from collections.abc import Mapping
from typing import Any

from pos_desktop.cli import requests
from pos_desktop.core.errors import Code, Rejected
from pos_desktop.services.desk import Desk
from pos_desktop.services.selling.credit import SetLimit
from pos_desktop.services.shop.people import Person

Answer = dict[str, Any]


def set_limit(desk: Desk, person: Person, operation_id: str, body: Mapping[str, Any]) -> Answer:
    """How much a member may owe from now on; gives what they owe and how much more they may."""
    amount = body.get("amount")
    if not isinstance(amount, int) or isinstance(amount, bool):
        raise Rejected(Code.INVALID_AMOUNT, field="amount")
    account_id = desk.members.find(requests.text(body, "member")).row.account_id
    reason = requests.optional(body, "reason")
    picture = desk.credit.set_limit(SetLimit(operation_id, account_id, amount, person.id, reason)).picture
    return {"credit_limit": picture.limit, "owes": picture.owed, "left": picture.left}
