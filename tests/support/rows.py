"""Plain rows of every table, that the schema's rules accept; what a test changes is then the only thing wrong."""

import sqlite3
from typing import Any

from sqlalchemy import Column, Table

from pos_desktop.storage.schema import metadata
from pos_desktop.storage.types import Day, Flag, Json, Moment, Whole

_FITTING: dict[str, dict[str, Any]] = {
    "member_rhythm": {"buys": 3, "last_buy": "2026-03-01"},
    "pending_tender": {"kind": "card", "state": "pending"},
    "staff": {"role": "cashier"},
    "dropped_order": {"step": "sale"},
    "enrolment_step": {"step": "begun"},
    "journal": {"mac": "0" * 64},
    "member": {"kind": "person", "source": "till"},
    "open_order": {"state": "open"},
    "outbox": {"kind": "receipt", "state": "queued"},
    "card": {"number": "01234567"},
    "cash_movement": {"kind": "sale"},
    "member_phone": {"e164": "+84901234567"},
    "person": {"gender": ""},
    "stock_movement": {"kind": "sale", "document_id": None},
    "entry": {"kind": "accrual"},
    "sale": {
        "order_type": "take_away", "goods": 30, "discount": 10, "points": 1, "points_value": 5, "due": 15, "paid": 20,
        "change": 5, "cash_rounding": 0,
    },
    "tier_change": {"move": "upgrade"},
    "sale_line": {
        "gross": 10, "line_discount": 1, "order_discount": 2, "points_share": 3, "amount": 4, "ware": "goods",
    },
    "tender": {"kind": "cash"},
    "item": {"plu": "12345", "ware": "goods"},
    "shift": {"closed_at": None},
    "activity": {"kind": "sale"},
    "attachment": {"way": "receipt", "from_account_id": None},
    "membership_term": {"kind": "sold"},
    "sale_reduction": {"source": "promotion"},
    "refund": {"kind": "refund", "way": "cash"},
    "refund_tender": {"kind": "cash"},
    "stored_card": {"kind": "wallet"},
    "stored_entry": {"kind": "load"},
    "wheel_round": {"commitment": "0" * 64, "closed_at": None},
    "partner_voucher": {"kind": "issued"},
    "approval": {"way": "pin", "until": "2026-03-02T02:02:00.000000Z"},
    "staff_badge": {"number": "01234567"},
    "cash_count": {"kind": "opening"},
    "shift_report": {"kind": "z"},
    "member_merge": {"to_account_id": "another", "undone_at": None},
    "dining_table": {"shape": "square"},
    "booking": {"state": "booked", "minutes": 120},
    "kitchen_ticket": {"kind": "order", "order_type": "take_away"},
    "purchase": {"state": "ordered"},
    "stock_document": {"kind": "receive"},
    "debt_entry": {"kind": "charge"},
    "bank_receipt": {"state": "matched"},
}  # fmt: skip


def _value(column: Column[Any]) -> Any:
    kinds = (
        (Flag, 1), (Whole, 1), (Moment, "2026-03-02T02:00:00.000000Z"), (Day, "2026-03-02"), (Json, "{}"),
    )  # fmt: skip
    return next((value for kind, value in kinds if isinstance(column.type, kind)), column.name)


def row(table: Table | str, **changes: Any) -> dict[str, Any]:
    """A row that fits, with changes."""
    known = metadata.tables[table] if isinstance(table, str) else table
    return {**{column.name: _value(column) for column in known.columns}, **_FITTING.get(known.name, {}), **changes}


def insert(connection: sqlite3.Connection, table: str, values: dict[str, Any], verb: str = "INSERT") -> None:
    """Insert one row past every layer of ours."""
    columns = ", ".join(f'"{name}"' for name in values)
    marks = ", ".join("?" * len(values))
    connection.execute(f'{verb} INTO "{table}" ({columns}) VALUES ({marks})', tuple(values.values()))
