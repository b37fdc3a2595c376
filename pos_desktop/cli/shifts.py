"""The `shift` of `sell`: opens a shift with its float, or closes it with a count and its Z."""

from collections.abc import Mapping
from typing import Any

from pos_desktop.cli import requests
from pos_desktop.cli.receipts import Receipts
from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.money import Money
from pos_desktop.selling.shift import Cash
from pos_desktop.services import operations
from pos_desktop.services.desk import Desk
from pos_desktop.services.office.outbox import SlipOf
from pos_desktop.services.shop.people import Person
from pos_desktop.services.shop.shifts import CloseShift, OpenShift
from pos_desktop.wording import language

Answer = dict[str, Any]
NOTE = "sell"
"""What stands on a Z as the reason of a difference where the request gives none."""


def shift(desk: Desk, person: Person, receipts: Receipts, operation_id: str, body: Mapping[str, Any]) -> Answer:
    """Open or close, as `action` says."""
    action = requests.text(body, "action")
    if action == "open":
        return _open(desk, person, operation_id, body)
    if action == "close":
        return _close(desk, person, receipts, operation_id, body)
    raise requests.malformed("action")


def _open(desk: Desk, person: Person, operation_id: str, body: Mapping[str, Any]) -> Answer:
    cash = Cash(loose=_amount(body, "float", 0))
    opened = desk.shifts.open(OpenShift(operation_id, person.id, cash, operations.fingerprint(body)))
    return {"shift": opened.number}


def _close(desk: Desk, person: Person, receipts: Receipts, operation_id: str, body: Mapping[str, Any]) -> Answer:
    current, print_ = desk.shifts.current(), operations.fingerprint(body)
    made = desk.shifts.close(CloseShift(
        operation_id, current.id if current else "", person.id, cash=Cash(loose=_amount(body, "counted")),
        note=requests.optional(body, "note") or NOTE, keeps_orders=True, printer=receipts.printer,
        language=language(), print_=print_,
    ))  # fmt: skip
    receipts.sold(SlipOf.SHIFT_REPORT.subject(made.row.id))
    report = made.row.report
    return {"shift": report.shift, "z_number": report.number, "expected": report.figures.drawer.expected,
            "variance": report.variance}  # fmt: skip


def _amount(body: Mapping[str, Any], field: str, default: Money | None = None) -> Money:
    value = body.get(field, default)
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise Rejected(Code.INVALID_AMOUNT, field=field)
    return value
