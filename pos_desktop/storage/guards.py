"""Triggers that keep rows append-only and caches honest, for each dialect."""

from collections.abc import Iterator

from sqlalchemy import Connection

from pos_desktop.storage.staleness import STALENESS

APPEND_ONLY = (
    "entry", "lot_move", "tier_change", "sale", "sale_line", "sale_tax", "tender", "cash_movement", "stock_movement",
    "journal", "operation", "programme_version", "consent", "enrolment_step", "dropped_order", "accrual_flag",
    "imported_file", "setting", "activity", "attachment", "manual_tier", "membership_term", "reward_use",
    "stamp_entry", "referral_reward", "sale_reduction", "refund", "refund_line", "refund_tax", "refund_tender",
    "cash_count", "shift_takeover", "shift_report", "approval", "approval_use", "erasure",
    "restoration",
    "stock_document", "credit_limit", "debt_entry", "feedback",
    "stored_entry", "voucher_use", "wheel_draw", "donation", "cause_payment", "partner_voucher",
)  # fmt: skip
"""Rows that nobody changes or deletes; a mistake is corrected by a new row."""

UNDELETABLE = (
    "lot",
    "account",
    "shift",
    "shop",
    "register",
    "staff",
    "staff_badge",
    "member",
    "card",
    "outbox",
    "counter",
    "item",
    "stored_card",
    "voucher",
    "wheel_round",
    "member_merge",
    "holder",
    "bank_receipt",
    "kitchen_ticket",
    "kitchen_line",
    "purchase",
    "supplier",
    "stock_level",
)
"""Rows whose caches and states move, but that never go away."""

FROZEN = {
    "lot": (
        "account_id",
        "entry_id",
        "seq",
        "points",
        "usable_from",
        "expires_on",
        "sale_id",
        "origin_id",
        "idle_months",
    ),
    "account": ("member_id",),
    "shift": ("register_id", "number", "opened_at", "opened_by", "business_date", "opening_float"),
    "card": ("member_id", "key_id", "number", "serial", "issued_at", "holder_id"),
    "staff_badge": ("staff_id", "key_id", "number", "serial", "issued_at"),
    "stored_card": ("kind", "number", "key_id", "account_id", "issued_at"),
    "voucher": ("template", "programme_version", "code", "held", "account_id", "valid_from", "uses", "sale_id"),
    "wheel_round": ("wheel", "programme_version", "commitment", "definition", "opened_at"),
    "member_merge": ("from_account_id", "to_account_id", "from_member_id", "to_member_id", "picture", "at"),
    "holder": ("member_id", "at"),
    "outbox": ("kind", "subject_id", "copy"),
    "bank_receipt": ("provider", "reference", "amount", "content", "order_code", "paid_at", "heard_at"),
    "kitchen_ticket": ("order_id", "station_id", "number", "kind", "at", "staff_id"),
    "kitchen_line": ("ticket_id", "order_line", "item_id", "name", "options", "qty", "reason"),
}
"""Columns that keep their first value."""


def install(connection: Connection) -> None:
    """Create every guard; run it again after a migration has rebuilt a table."""
    for statement in statements(connection.dialect.name):
        connection.exec_driver_sql(statement)


def statements(dialect: str) -> Iterator[str]:
    """The DDL of all guards for `sqlite` or `postgresql`."""
    make = _sqlite if dialect == "sqlite" else _postgresql
    if dialect != "sqlite":
        yield from _POSTGRESQL_FUNCTIONS
    for name in APPEND_ONLY:
        yield make(name, "update", "UPDATE", "append-only")
        yield make(name, "delete", "DELETE", "append-only")
    for name in UNDELETABLE:
        yield make(name, "delete", "DELETE", "never deleted")
    for name, columns in FROZEN.items():
        yield make(name, "frozen", f"UPDATE OF {', '.join(columns)}", "frozen columns")
    yield from STOCK_LEVEL[dialect]
    yield from STALENESS[dialect]
    yield make("counter", "back", "UPDATE OF value", "counters only grow", when="NEW.value <= OLD.value")
    yield make("wheel_round", "closed", "UPDATE", "a closed round stays closed", when="OLD.closed_at IS NOT NULL")
    yield make("member_merge", "undone", "UPDATE", "a merge is undone once", when="OLD.undone_at IS NOT NULL")
    yield make("shift", "closed", "UPDATE", "a closed shift stays closed", when="OLD.closed_at IS NOT NULL")


_ADDED_UP = (
    "INSERT INTO stock_level (id, qty) VALUES (NEW.item_id, NEW.qty) "
    "ON CONFLICT (id) DO UPDATE SET qty = stock_level.qty + NEW.qty"
)
STOCK_LEVEL = {
    "sqlite": (
        f"CREATE TRIGGER IF NOT EXISTS tr_stock_movement_level AFTER INSERT ON stock_movement BEGIN {_ADDED_UP}; END",
    ),
    "postgresql": (
        "CREATE OR REPLACE FUNCTION add_to_stock() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN {_ADDED_UP}; RETURN NEW; END $$",
        "CREATE OR REPLACE TRIGGER tr_stock_movement_level AFTER INSERT ON stock_movement FOR EACH ROW "
        "EXECUTE FUNCTION add_to_stock()",
    ),
}
"""Every movement moves the level of its item, whoever writes it."""


def _sqlite(name: str, what: str, event: str, why: str, when: str = "") -> str:
    condition = f" WHEN {when}" if when else ""
    return (
        f"CREATE TRIGGER IF NOT EXISTS tr_{name}_{what} BEFORE {event} ON {name}{condition} "
        f"BEGIN SELECT RAISE(ABORT, '{name}: {why}'); END"
    )


_POSTGRESQL_FUNCTIONS = (
    "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION '%: %', TG_TABLE_NAME, TG_ARGV[0] USING ERRCODE = 'integrity_constraint_violation'; "
    "END $$",
)


def _postgresql(name: str, what: str, event: str, why: str, when: str = "") -> str:
    condition = f" WHEN ({when})" if when else ""
    return (
        f"CREATE OR REPLACE TRIGGER tr_{name}_{what} BEFORE {event} ON {name} FOR EACH ROW{condition} "
        f"EXECUTE FUNCTION refuse_change('{why}')"
    )
