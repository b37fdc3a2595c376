"""Appends to the register's journal: what happened, by whom, chained by a key that is not in the database.

Bodies hold names of goods, prices, amounts and payments, and no name or phone of a member:
erasing a person must never break the chain.
"""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, insert, select

from pos_desktop.core.chain import GENESIS, ChainedRow, mac
from pos_desktop.core.ids import Id
from pos_desktop.services.till import Till
from pos_desktop.services.written import Written
from pos_desktop.storage.schema.records import journal
from pos_desktop.storage.types import canonical


class Event(StrEnum):
    """What a journal row tells."""

    SHOP_CREATED = "shop_created"
    STAFF_ADDED = "staff_added"
    STAFF_CHANGED = "staff_changed"
    STAFF_PIN_SET = "staff_pin_set"
    STAFF_UNLOCKED = "staff_unlocked"
    BADGE_ISSUED = "badge_issued"
    BADGE_REVOKED = "badge_revoked"
    SIGN_IN = "sign_in"
    WRONG_PIN = "wrong_pin"
    APPROVED = "approved"
    APPROVAL_USED = "approval_used"
    TAKEN_OVER = "taken_over"
    SHIFT_OPENED = "shift_opened"
    SHIFT_CLOSED = "shift_closed"
    SHIFT_TAKEN_OVER = "shift_taken_over"
    CASH_MOVED = "cash_moved"
    NO_SALE = "no_sale"
    DRAWER_COUNTED = "drawer_counted"
    X_REPORT = "x_report"
    SALE = "sale"
    ORDER_DROPPED = "order_dropped"
    ORDER_SPLIT = "order_split"
    ORDER_MERGED = "order_merged"
    ORDER_LINES_MOVED = "order_lines_moved"
    TABLES_MOVED = "tables_moved"
    FLOOR_CHANGED = "floor_changed"
    BOOKING = "booking"
    TRANSFER_HEARD = "transfer_heard"
    TRANSFER_CONFIRMED = "transfer_confirmed"
    TRANSFER_SETTLED = "transfer_settled"
    CREDIT_LIMIT = "credit_limit"
    DEBT_WRITTEN_OFF = "debt_written_off"
    KITCHEN_SENT = "kitchen_sent"
    KITCHEN_FIRED = "kitchen_fired"
    KITCHEN_COURSE = "kitchen_course"
    KITCHEN_VOID = "kitchen_void"
    STATION_CHANGED = "station_changed"
    ENROLMENT = "enrolment"
    CARD_ISSUED = "card_issued"
    CARD_REVOKED = "card_revoked"
    IMPORT = "import"
    EXPORT = "export"
    FALLEN_DUE = "fallen_due"
    REPRINT = "reprint"
    REFUND = "refund"
    VOID = "void"
    POINTS_ADJUSTED = "points_adjusted"
    POINTS_EXTENDED = "points_extended"
    POINTS_REINSTATED = "points_reinstated"
    PROGRAMME_CHANGED = "programme_changed"
    SALE_ATTACHED = "sale_attached"
    SALE_MOVED = "sale_moved"
    MEMBERS_MERGED = "members_merged"
    MEMBERS_UNMERGED = "members_unmerged"
    MANUAL_TIER = "manual_tier"
    HOLDER_CHANGED = "holder_changed"
    MEMBER_PIN_SET = "member_pin_set"
    MEMBER_ERASED = "member_erased"
    CONSENT = "consent"
    MEMBER_EXPORTED = "member_exported"
    BIRTHDAY_CHANGED = "birthday_changed"
    BONUS = "bonus"
    STORED_VALUE = "stored_value"
    VOUCHER_ISSUED = "voucher_issued"
    SERVICE_ITEM = "service_item"
    MENU_CHANGED = "menu_changed"
    CATALOGUE_CHANGED = "catalogue_changed"
    MEMBER_GROUPS = "member_groups"
    STOCK_DOCUMENT = "stock_document"
    STOCK_TERMS = "stock_terms"
    SOLD_OUT = "sold_out"
    RECIPE = "recipe"
    SUPPLIER = "supplier"
    PURCHASE = "purchase"
    WHEEL_OPENED = "wheel_opened"
    WHEEL_DRAWN = "wheel_drawn"
    WHEEL_CLOSED = "wheel_closed"
    DONATION = "donation"
    CAUSE_PAID = "cause_paid"
    PARTNER_VOUCHER = "partner_voucher"
    SETTING_CHANGED = "setting_changed"
    BACKED_UP = "backed_up"
    RESTORED = "restored"
    BACKUP_PASSPHRASE = "backup_passphrase"
    BACKUP_FOLDERS = "backup_folders"
    TRAINING_BEGUN = "training_begun"
    TRAINING_ENDED = "training_ended"


def append(
    tx: Connection, till: Till, event: Event, subject_id: Id, body: dict[str, Any], staff_id: Id | None = None,
    at: datetime | None = None, written: Written | None = None,
) -> None:  # fmt: skip
    """Add the next row of this register's chain, with the digests of what the operation wrote."""
    if written and written.rows:
        body = {**body, "rows": written.rows}
    last = tx.execute(
        select(journal.c.seq, journal.c.mac).where(journal.c.register_id == till.register.id)
        .order_by(journal.c.seq.desc()).limit(1)
    ).first()  # fmt: skip
    seq, previous = (last.seq + 1, last.mac) if last else (1, GENESIS)
    at = (at or till.now()).astimezone(UTC)  # as it is read back
    row = ChainedRow(till.register.id, str(seq), at.isoformat(timespec="microseconds"), staff_id or "", event,
                     subject_id, canonical(body))  # fmt: skip
    key_id = till.keys.chain.newest
    tx.execute(insert(journal).values(
        id=till.ids(), register_id=till.register.id, seq=seq, at=at, staff_id=staff_id, kind=event.value,
        subject_id=subject_id, body=row.body, key_id=key_id, previous=previous,
        mac=mac(till.keys.chain.keys[key_id], previous, row),
    ))  # fmt: skip
