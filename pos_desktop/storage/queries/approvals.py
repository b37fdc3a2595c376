"""Reads approvals: who let whom do what, up to how much, until when, and what it was used for."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, select

from pos_desktop.core.ids import Id
from pos_desktop.storage.schema.shop import approval, approval_use


@dataclass(frozen=True, slots=True)
class ApprovalRow:
    """One approval; `amount` is the most that it lends, `used_for` the operation that used it up."""

    id: Id
    right: str
    subject: Id
    amount: int | None
    asked_by: Id
    approved_by: Id
    at: datetime
    until: datetime
    used_for: str | None

    def covers(self, amount: int | None) -> bool:
        """Whether no more is wanted than was approved."""
        return amount is None or (self.amount is not None and amount <= self.amount)


def by_id(tx: Connection, approval_id: Id) -> ApprovalRow | None:
    """The approval with this id, used or not."""
    row = tx.execute(_rows().where(approval.c.id == approval_id)).first()
    return _read(row) if row else None


def used_for(tx: Connection, operation_id: str, right: str, subject: Id) -> list[ApprovalRow]:
    """Approvals of a right for a subject that this operation used up."""
    rows = tx.execute(_rows().where(approval_use.c.operation_id == operation_id, approval.c.right_name == right))
    return [row for row in map(_read, rows) if row.subject == subject]


def _rows() -> Select[Any]:
    return select(approval, approval_use.c.operation_id).outerjoin(
        approval_use, approval_use.c.approval_id == approval.c.id
    )


def _read(row: Any) -> ApprovalRow:
    return ApprovalRow(
        row.id, row.right_name, row.subject, row.amount, row.asked_by, row.approved_by, row.at, row.until,
        row.operation_id,
    )  # fmt: skip
