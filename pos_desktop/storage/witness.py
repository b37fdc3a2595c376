"""What the journal keeps of a row: a digest of every column that nobody may change unseen, on whatever dialect.

Covered rows are inserted through `services.written`, which hands their digests to the journal;
`verify` computes them again from the tables. No covered table holds personal data, so erasure breaks nothing.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

from sqlalchemy import Column, Table

from pos_desktop.storage.schema import catalogue, drawer, loyalty, members, owing, records, selling, shop, stock, stored
from pos_desktop.storage.types import Json, Whole, canonical

DIGEST_LENGTH = 24

COVERED: dict[Table, frozenset[str]] = {
    selling.sale: frozenset(), selling.sale_line: frozenset(), selling.sale_tax: frozenset(),
    selling.tender: frozenset(), selling.dropped_order: frozenset(),
    loyalty.entry: frozenset(), loyalty.lot: frozenset({"left_points"}), loyalty.lot_move: frozenset(),
    loyalty.tier_change: frozenset(), loyalty.accrual_flag: frozenset(), loyalty.programme_version: frozenset(),
    shop.shop: frozenset({"catalogue_version", "due_through"}),
    shop.register: frozenset({"last_seen_at", "failed_pins", "locked_until"}),
    shop.staff: frozenset({"failed_pins", "locked_until"}), drawer.shift: frozenset(),
    drawer.cash_movement: frozenset(),
    catalogue.category: frozenset(), catalogue.item: frozenset(), stock.stock_movement: frozenset(),
    catalogue.vat_rate: frozenset(), members.member: frozenset(), members.card: frozenset(),
    members.consent: frozenset(), records.operation: frozenset(), records.imported_file: frozenset(),
    selling.sale_reduction: frozenset(), selling.refund: frozenset(), selling.refund_line: frozenset(),
    selling.refund_tax: frozenset(), selling.refund_tender: frozenset(), loyalty.attachment: frozenset(),
    loyalty.manual_tier: frozenset(), loyalty.membership_term: frozenset(), loyalty.reward_use: frozenset(),
    loyalty.stamp_entry: frozenset(), loyalty.referral_reward: frozenset(), loyalty.member_merge: frozenset(),
    stored.stored_card: frozenset({"money", "bonus", "seq"}), stored.stored_entry: frozenset(),
    stored.voucher: frozenset({"used"}), stored.voucher_use: frozenset(), stored.wheel_round: frozenset(),
    stored.wheel_draw: frozenset(), stored.donation: frozenset(), stored.cause_payment: frozenset(),
    stored.partner_voucher: frozenset(), drawer.cash_count: frozenset(), drawer.shift_takeover: frozenset(),
    drawer.shift_report: frozenset(), shop.staff_badge: frozenset(), shop.approval: frozenset(),
    shop.approval_use: frozenset(), members.erasure: frozenset(),
    shop.restoration: frozenset(), stock.stock_document: frozenset(), owing.credit_limit: frozenset(),
    owing.debt_entry: frozenset(), owing.bank_receipt: frozenset({"state", "tender_id"}),
}  # fmt: skip
"""Tables whose every row the journal has seen, with the columns that are counters or caches.

Rows that may change (an item's price, a person's role, a revoked card) are seen again with every change.
"""

ADDED: dict[Table, frozenset[str]] = {
    selling.sale: frozenset({"facts", "reward_points", "holder_id", "guests", "label", "cash_rounding"}),
    selling.sale_line: frozenset({
        "category_id", "ware", "target", "list_price", "bundle", "pieces", "price_list", "serial",
    }),
    loyalty.entry: frozenset({"refund_id", "pair_id", "occasion"}),
    loyalty.lot: frozenset({"origin_id", "idle_months"}), loyalty.tier_change: frozenset({"refund_id"}),
    catalogue.category: frozenset({"station_id"}),
    catalogue.item: frozenset({
        "ware", "family", "attributes", "base_id", "base_qty", "open_price", "asks_serial", "sold", "tracked",
        "low_stock", "picture", "station_id", "course", "sold_out_on",
    }),
    stock.stock_movement: frozenset({"refund_id", "document_id"}), members.member: frozenset({"groups"}),
    drawer.cash_movement: frozenset({"refund_id"}), shop.staff: frozenset({"member_id", "rights"}),
    shop.shop: frozenset({"is_training"}), drawer.shift: frozenset({"expected", "note"}),
    members.card: frozenset({"holder_id"}),
}  # fmt: skip
"""Columns that came after the first schema: where they hold their default, a row's digest is what it was before."""


@dataclass(frozen=True, slots=True)
class _Kept:
    """A covered column: what counts where it was left out, and whether it then leaves no trace."""

    name: str
    default: Any
    is_added: bool


@cache
def _kept(table: Table) -> tuple[_Kept, ...]:
    added = ADDED.get(table, frozenset())
    columns = (column for column in table.columns if column.name not in COVERED[table])
    return tuple(_Kept(column.name, _plain(default_of(column)), column.name in added) for column in columns)


def digest(table: Table, values: Mapping[str, Any]) -> str:
    """Digest of a row as it is inserted or read; a column left out counts with its default."""
    plain: dict[str, Any] = {}
    for kept in _kept(table):
        value = _plain(values.get(kept.name, kept.default))
        if not (kept.is_added and value == kept.default):
            plain[kept.name] = value
    return hashed(canonical([table.name, plain]).encode())


def hashed(text: bytes) -> str:
    """What is kept of a row's canonical text."""
    return hashlib.sha256(text).hexdigest()[:DIGEST_LENGTH]


def default_of(column: Column[Any]) -> Any:
    """What the database puts where a row leaves the column out, as a plain value."""
    if column.server_default is None:
        return None
    text = str(getattr(column.server_default, "arg", ""))
    if isinstance(column.type, Json):
        return json.loads(text)
    return int(text) if isinstance(column.type, Whole) or text in ("0", "1") else text


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    return value
