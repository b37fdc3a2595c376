"""People with rights of their own, what one allows another, the drawer's counts and reports, erased members."""

from collections.abc import Callable

import sqlalchemy as sa
from alembic import op

from pos_desktop.storage import types

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Rebuild what changed with all its rows, and make what is new."""
    for make in (
        _approval,
        _staff_badge,
        _approval_use,
        _cash_count,
        _erasure,
        _shift_report,
        _shift_takeover,
    ):
        make()
    for name, make_again, make_indexes in (
        ("pending_tender", _pending_tender, _pending_tender_indexes),
        ("shop", _shop, _shop_indexes),
        ("register", _register, _register_indexes),
        ("staff", _staff, _staff_indexes),
        ("shift", _shift, _shift_indexes),
        ("cash_movement", _cash_movement, _cash_movement_indexes),
        ("refund", _refund, _refund_indexes),
        ("sale_line", _sale_line, _sale_line_indexes),
        ("tender", _tender, _tender_indexes),
        ("refund_tender", _refund_tender, _refund_tender_indexes),
    ):
        _rebuild(name, make_again, make_indexes)
    op.create_index("ix_journal_kind_at", "journal", ["kind", "at"], unique=False)
    op.create_index("ix_wheel_draw_account_id", "wheel_draw", ["account_id"], unique=False)
    op.create_index("ix_journal_at", "journal", ["at"], unique=False)
    _fill_counters()


def _rebuild(name: str, make: Callable[[str], None], make_indexes: Callable[[], None]) -> None:
    """SQLite alters no constraint: make the table anew, carry the rows over, take its name."""
    tx = op.get_bind()
    made = f"new_{name}"
    kept = [row[1] for row in tx.exec_driver_sql(f"PRAGMA table_info({name})")]
    make(made)
    columns = ", ".join(kept)
    tx.exec_driver_sql(f"INSERT INTO {made} ({columns}) SELECT {columns} FROM {name}")
    op.drop_table(name)
    op.rename_table(made, name)
    make_indexes()


def _fill_counters() -> None:
    """Every register gets its series of Z reports."""
    op.execute("INSERT INTO counter (id, register_id, kind, value) SELECT 'z-' || id, id, 'z', 0 FROM register")


def _pending_tender(name: str) -> None:
    op.create_table(
        name,
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("order_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("amount", types.Whole(), nullable=False),
        sa.Column("ref", sa.Text(), server_default="", nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("at", types.Moment(), nullable=False),
        sa.Column("resolved_at", types.Moment(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('cash', 'card', 'bank_qr', 'ewallet', 'gift_card', 'wallet', 'exchange')",
            name=op.f("ck_pending_tender_kind"),
        ),
        sa.CheckConstraint("state IN ('pending', 'confirmed', 'failed')", name=op.f("ck_pending_tender_state")),
        sa.CheckConstraint("amount > 0", name=op.f("ck_pending_tender_amount")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pending_tender")),
        sqlite_strict=True,
    )


def _pending_tender_indexes() -> None:
    op.create_index("ix_pending_tender_order_id", "pending_tender", ["order_id"], unique=False)


def _shop(name: str) -> None:
    op.create_table(
        name,
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), server_default="", nullable=False),
        sa.Column("phone", sa.Text(), server_default="", nullable=False),
        sa.Column("tax_code", sa.Text(), server_default="", nullable=False),
        sa.Column("footer", sa.Text(), server_default="", nullable=False),
        sa.Column("time_zone", sa.Text(), nullable=False),
        sa.Column("cutover_hour", types.Whole(), server_default="0", nullable=False),
        sa.Column("is_sample", types.Flag(), server_default="0", nullable=False),
        sa.Column("catalogue_version", types.Whole(), server_default="1", nullable=False),
        sa.Column("created_at", types.Moment(), nullable=False),
        sa.Column("history_ends", types.Day(), nullable=True),
        sa.Column("due_through", types.Day(), nullable=True),
        sa.Column("is_training", types.Flag(), server_default="0", nullable=False),
        sa.CheckConstraint("cutover_hour BETWEEN 0 AND 23", name=op.f("ck_shop_cutover")),
        sa.CheckConstraint("is_sample IN (0, 1)", name=op.f("ck_shop_is_sample")),
        sa.CheckConstraint("is_training IN (0, 1)", name=op.f("ck_shop_is_training")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shop")),
        sqlite_strict=True,
    )


def _shop_indexes() -> None:
    pass


def _register(name: str) -> None:
    op.create_table(
        name,
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("shop_id", sa.Text(), nullable=False),
        sa.Column("number", types.Whole(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("last_seen_at", types.Moment(), nullable=True),
        sa.Column("failed_pins", types.Whole(), server_default="0", nullable=False),
        sa.Column("locked_until", types.Moment(), nullable=True),
        sa.CheckConstraint("failed_pins >= 0", name=op.f("ck_register_failed_pins")),
        sa.CheckConstraint("number BETWEEN 1 AND 999", name=op.f("ck_register_number")),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name=op.f("fk_register_shop_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_register")),
        sa.UniqueConstraint("shop_id", "code", name=op.f("uq_register_shop_id_code")),
        sa.UniqueConstraint("shop_id", "number", name=op.f("uq_register_shop_id_number")),
        sqlite_strict=True,
    )


def _register_indexes() -> None:
    pass


def _staff(name: str) -> None:
    op.create_table(
        name,
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("shop_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("pin_hash", sa.Text(), nullable=False),
        sa.Column("active", types.Flag(), server_default="1", nullable=False),
        sa.Column("failed_pins", types.Whole(), server_default="0", nullable=False),
        sa.Column("locked_until", types.Moment(), nullable=True),
        sa.Column("position", types.Whole(), server_default="0", nullable=False),
        sa.Column("member_id", sa.Text(), nullable=True),
        sa.Column("rights", types.Json(), server_default="{}", nullable=False),
        sa.CheckConstraint(
            "role IN ('cashier', 'supervisor', 'manager', 'owner', 'accountant')", name=op.f("ck_staff_role")
        ),
        sa.CheckConstraint("active IN (0, 1)", name=op.f("ck_staff_active")),
        sa.CheckConstraint("failed_pins >= 0", name=op.f("ck_staff_failed_pins")),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name=op.f("fk_staff_shop_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff")),
        sa.UniqueConstraint("shop_id", "name", name=op.f("uq_staff_shop_id_name")),
        sqlite_strict=True,
    )


def _staff_indexes() -> None:
    pass


def _shift(name: str) -> None:
    op.create_table(
        name,
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("register_id", sa.Text(), nullable=False),
        sa.Column("number", types.Whole(), nullable=False),
        sa.Column("opened_at", types.Moment(), nullable=False),
        sa.Column("opened_by", sa.Text(), nullable=False),
        sa.Column("business_date", types.Day(), nullable=False),
        sa.Column("opening_float", types.Whole(), nullable=False),
        sa.Column("closed_at", types.Moment(), nullable=True),
        sa.Column("closed_by", sa.Text(), nullable=True),
        sa.Column("counted", types.Whole(), nullable=True),
        sa.Column("expected", types.Whole(), nullable=True),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint("opening_float >= 0", name=op.f("ck_shift_opening_float")),
        sa.ForeignKeyConstraint(["closed_by"], ["staff.id"], name=op.f("fk_shift_closed_by")),
        sa.ForeignKeyConstraint(["opened_by"], ["staff.id"], name=op.f("fk_shift_opened_by")),
        sa.ForeignKeyConstraint(["register_id"], ["register.id"], name=op.f("fk_shift_register_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shift")),
        sa.UniqueConstraint("register_id", "number", name=op.f("uq_shift_register_id_number")),
        sqlite_strict=True,
    )


def _shift_indexes() -> None:
    op.create_index(
        "ux_shift_one_open",
        "shift",
        ["register_id"],
        unique=True,
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    )


def _cash_movement(name: str) -> None:
    op.create_table(
        name,
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("shift_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("amount", types.Whole(), nullable=False),
        sa.Column("at", types.Moment(), nullable=False),
        sa.Column("staff_id", sa.Text(), nullable=False),
        sa.Column("sale_id", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("refund_id", sa.Text(), nullable=True),
        sa.CheckConstraint("kind <> 'no_sale' OR amount = 0", name=op.f("ck_cash_movement_no_sale")),
        sa.CheckConstraint(
            "kind IN ('float', 'sale', 'refund', 'paid_in', 'paid_out', 'drop', 'no_sale')",
            name=op.f("ck_cash_movement_kind"),
        ),
        sa.ForeignKeyConstraint(["shift_id"], ["shift.id"], name=op.f("fk_cash_movement_shift_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_cash_movement_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cash_movement")),
        sqlite_strict=True,
    )


def _cash_movement_indexes() -> None:
    op.create_index("ix_cash_movement_shift_id", "cash_movement", ["shift_id"], unique=False)
    op.create_index(
        "ux_cash_movement_refund",
        "cash_movement",
        ["refund_id"],
        unique=True,
        sqlite_where=sa.text("refund_id IS NOT NULL"),
        postgresql_where=sa.text("refund_id IS NOT NULL"),
    )
    op.create_index(
        "ux_cash_movement_sale",
        "cash_movement",
        ["sale_id", "kind"],
        unique=True,
        sqlite_where=sa.text("kind = 'sale'"),
        postgresql_where=sa.text("kind = 'sale'"),
    )


def _refund(name: str) -> None:
    op.create_table(
        name,
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("register_id", sa.Text(), nullable=False),
        sa.Column("number", types.Whole(), nullable=False),
        sa.Column("shift_id", sa.Text(), nullable=False),
        sa.Column("sale_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("way", sa.Text(), nullable=False),
        sa.Column("at", types.Moment(), nullable=False),
        sa.Column("business_date", types.Day(), nullable=False),
        sa.Column("staff_id", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("account_id", sa.Text(), nullable=True),
        sa.Column("account_seq", types.Whole(), nullable=True),
        sa.Column("programme_version", types.Whole(), nullable=False),
        sa.Column("money", types.Whole(), nullable=False),
        sa.Column("cash_rounding", types.Whole(), server_default="0", nullable=False),
        sa.Column("goods", types.Whole(), nullable=False),
        sa.Column("basis", types.Whole(), nullable=False),
        sa.Column("clawed", types.Whole(), nullable=False),
        sa.Column("restored", types.Whole(), nullable=False),
        sa.Column("shortfall", types.Whole(), server_default="0", nullable=False),
        sa.Column("reward_points", types.Whole(), server_default="0", nullable=False),
        sa.Column("is_whole", types.Flag(), server_default="0", nullable=False),
        sa.Column("loyalty", types.Json(), nullable=False),
        sa.Column("operation_id", sa.Text(), nullable=False),
        sa.CheckConstraint("kind IN ('refund', 'void')", name=op.f("ck_refund_kind")),
        sa.CheckConstraint("way IN ('original', 'cash', 'exchange')", name=op.f("ck_refund_way")),
        sa.CheckConstraint(
            "account_id IS NOT NULL OR (clawed = 0 AND restored = 0 AND reward_points = 0)",
            name=op.f("ck_refund_member"),
        ),
        sa.CheckConstraint("is_whole IN (0, 1)", name=op.f("ck_refund_is_whole")),
        sa.CheckConstraint(
            (
                "number > 0 AND money >= 0 AND goods >= 0 AND basis >= 0 AND clawed >= 0 AND restored >= "
                "0 AND shortfall >= 0 AND reward_points >= 0"
            ),
            name=op.f("ck_refund_amounts"),
        ),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_refund_account_id")),
        sa.ForeignKeyConstraint(["register_id"], ["register.id"], name=op.f("fk_refund_register_id")),
        sa.ForeignKeyConstraint(["sale_id"], ["sale.id"], name=op.f("fk_refund_sale_id")),
        sa.ForeignKeyConstraint(["shift_id"], ["shift.id"], name=op.f("fk_refund_shift_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_refund_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_refund")),
        sa.UniqueConstraint("register_id", "number", name=op.f("uq_refund_register_id_number")),
        sqlite_strict=True,
    )


def _refund_indexes() -> None:
    op.create_index("ix_refund_business_date", "refund", ["business_date"], unique=False)
    op.create_index("ix_refund_sale_id", "refund", ["sale_id"], unique=False)
    op.create_index(
        "ux_refund_void",
        "refund",
        ["sale_id"],
        unique=True,
        sqlite_where=sa.text("kind = 'void'"),
        postgresql_where=sa.text("kind = 'void'"),
    )


def _sale_line(name: str) -> None:
    op.create_table(
        name,
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("sale_id", sa.Text(), nullable=False),
        sa.Column("position", types.Whole(), nullable=False),
        sa.Column("item_id", sa.Text(), nullable=False),
        sa.Column("sku", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), server_default="", nullable=False),
        sa.Column("qty", types.Whole(), nullable=False),
        sa.Column("unit_price", types.Whole(), nullable=False),
        sa.Column("label_price", types.Whole(), nullable=True),
        sa.Column("list_price", types.Whole(), nullable=True),
        sa.Column("options", types.Json(), nullable=False),
        sa.Column("combo", sa.Text(), server_default="", nullable=False),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("gross", types.Whole(), nullable=False),
        sa.Column("line_discount", types.Whole(), nullable=False),
        sa.Column("order_discount", types.Whole(), nullable=False),
        sa.Column("points_share", types.Whole(), nullable=False),
        sa.Column("amount", types.Whole(), nullable=False),
        sa.Column("vat_group", sa.Text(), nullable=False),
        sa.Column("rate", types.Whole(), nullable=True),
        sa.Column("unit_cost", types.Whole(), nullable=False),
        sa.Column("earns_points", types.Flag(), server_default="1", nullable=False),
        sa.Column("earned", types.Whole(), nullable=False),
        sa.Column("category_id", sa.Text(), server_default="", nullable=False),
        sa.Column("ware", sa.Text(), server_default="goods", nullable=False),
        sa.Column("target", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint("ware IN ('goods', 'gift_card', 'top_up', 'membership')", name=op.f("ck_sale_line_ware")),
        sa.CheckConstraint(
            "amount = gross - line_discount - order_discount - points_share", name=op.f("ck_sale_line_amount")
        ),
        sa.CheckConstraint("earns_points IN (0, 1)", name=op.f("ck_sale_line_earns_points")),
        sa.CheckConstraint(
            (
                "gross >= 0 AND line_discount >= 0 AND order_discount >= 0 AND points_share >= 0 AND "
                "amount >= 0 AND earned >= 0"
            ),
            name=op.f("ck_sale_line_positive"),
        ),
        sa.CheckConstraint("qty > 0", name=op.f("ck_sale_line_qty")),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_sale_line_item_id")),
        sa.ForeignKeyConstraint(["sale_id"], ["sale.id"], name=op.f("fk_sale_line_sale_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sale_line")),
        sa.UniqueConstraint("sale_id", "position", name=op.f("uq_sale_line_sale_id_position")),
        sqlite_strict=True,
    )


def _sale_line_indexes() -> None:
    op.create_index("ix_sale_line_item_id", "sale_line", ["item_id"], unique=False)


def _tender(name: str) -> None:
    op.create_table(
        name,
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("sale_id", sa.Text(), nullable=False),
        sa.Column("position", types.Whole(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("amount", types.Whole(), nullable=False),
        sa.Column("ref", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint(
            "kind IN ('cash', 'card', 'bank_qr', 'ewallet', 'gift_card', 'wallet', 'exchange')",
            name=op.f("ck_tender_kind"),
        ),
        sa.CheckConstraint("amount > 0", name=op.f("ck_tender_amount")),
        sa.ForeignKeyConstraint(["sale_id"], ["sale.id"], name=op.f("fk_tender_sale_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tender")),
        sa.UniqueConstraint("sale_id", "position", name=op.f("uq_tender_sale_id_position")),
        sqlite_strict=True,
    )


def _tender_indexes() -> None:
    pass


def _refund_tender(name: str) -> None:
    op.create_table(
        name,
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("refund_id", sa.Text(), nullable=False),
        sa.Column("position", types.Whole(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("amount", types.Whole(), nullable=False),
        sa.Column("ref", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint(
            "kind IN ('cash', 'card', 'bank_qr', 'ewallet', 'gift_card', 'wallet', 'exchange')",
            name=op.f("ck_refund_tender_kind"),
        ),
        sa.CheckConstraint("amount > 0", name=op.f("ck_refund_tender_amount")),
        sa.ForeignKeyConstraint(["refund_id"], ["refund.id"], name=op.f("fk_refund_tender_refund_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_refund_tender")),
        sa.UniqueConstraint("refund_id", "position", name=op.f("uq_refund_tender_refund_id_position")),
        sqlite_strict=True,
    )


def _refund_tender_indexes() -> None:
    pass


def _approval() -> None:
    op.create_table(
        "approval",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("right_name", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("amount", types.Whole(), nullable=True),
        sa.Column("asked_by", sa.Text(), nullable=False),
        sa.Column("approved_by", sa.Text(), nullable=False),
        sa.Column("way", sa.Text(), nullable=False),
        sa.Column("at", types.Moment(), nullable=False),
        sa.Column("until", types.Moment(), nullable=False),
        sa.Column("register_id", sa.Text(), nullable=False),
        sa.CheckConstraint("way IN ('pin', 'badge')", name=op.f("ck_approval_way")),
        sa.CheckConstraint("asked_by <> approved_by", name=op.f("ck_approval_two")),
        sa.CheckConstraint("until > at", name=op.f("ck_approval_until")),
        sa.ForeignKeyConstraint(["approved_by"], ["staff.id"], name=op.f("fk_approval_approved_by")),
        sa.ForeignKeyConstraint(["asked_by"], ["staff.id"], name=op.f("fk_approval_asked_by")),
        sa.ForeignKeyConstraint(["register_id"], ["register.id"], name=op.f("fk_approval_register_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approval")),
        sqlite_strict=True,
    )
    op.create_index("ix_approval_at", "approval", ["at"], unique=False)


def _staff_badge() -> None:
    op.create_table(
        "staff_badge",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("staff_id", sa.Text(), nullable=False),
        sa.Column("key_id", types.Whole(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("serial", types.Whole(), nullable=False),
        sa.Column("issued_at", types.Moment(), nullable=False),
        sa.Column("revoked_at", types.Moment(), nullable=True),
        sa.CheckConstraint("length(number) = 8", name=op.f("ck_staff_badge_number")),
        sa.CheckConstraint("serial BETWEEN 1 AND 99", name=op.f("ck_staff_badge_serial")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_staff_badge_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_badge")),
        sa.UniqueConstraint("number", "serial", name=op.f("uq_staff_badge_number_serial")),
        sqlite_strict=True,
    )
    op.create_index("ix_staff_badge_staff_id", "staff_badge", ["staff_id"], unique=False)


def _approval_use() -> None:
    op.create_table(
        "approval_use",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("approval_id", sa.Text(), nullable=False),
        sa.Column("operation_id", sa.Text(), nullable=False),
        sa.Column("at", types.Moment(), nullable=False),
        sa.ForeignKeyConstraint(["approval_id"], ["approval.id"], name=op.f("fk_approval_use_approval_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approval_use")),
        sa.UniqueConstraint("approval_id", name=op.f("uq_approval_use_approval_id")),
        sqlite_strict=True,
    )


def _cash_count() -> None:
    op.create_table(
        "cash_count",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("shift_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("notes", types.Json(), nullable=False),
        sa.Column("amount", types.Whole(), nullable=False),
        sa.Column("at", types.Moment(), nullable=False),
        sa.Column("staff_id", sa.Text(), nullable=False),
        sa.CheckConstraint("kind IN ('opening', 'closing')", name=op.f("ck_cash_count_kind")),
        sa.CheckConstraint("amount >= 0", name=op.f("ck_cash_count_amount")),
        sa.ForeignKeyConstraint(["shift_id"], ["shift.id"], name=op.f("fk_cash_count_shift_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_cash_count_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cash_count")),
        sqlite_strict=True,
    )
    op.create_index("ix_cash_count_shift_id", "cash_count", ["shift_id"], unique=False)


def _erasure() -> None:
    op.create_table(
        "erasure",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("member_id", sa.Text(), nullable=False),
        sa.Column("at", types.Moment(), nullable=False),
        sa.Column("staff_id", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_erasure_member_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_erasure_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erasure")),
        sa.UniqueConstraint("member_id", name=op.f("uq_erasure_member_id")),
        sqlite_strict=True,
    )


def _shift_report() -> None:
    op.create_table(
        "shift_report",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("register_id", sa.Text(), nullable=False),
        sa.Column("shift_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("number", types.Whole(), nullable=True),
        sa.Column("at", types.Moment(), nullable=False),
        sa.Column("business_date", types.Day(), nullable=False),
        sa.Column("staff_id", sa.Text(), nullable=False),
        sa.Column("body", types.Json(), nullable=False),
        sa.Column("sales_total", types.Whole(), nullable=False),
        sa.Column("refunds_total", types.Whole(), nullable=False),
        sa.Column("points_issued", types.Whole(), nullable=False),
        sa.Column("points_spent", types.Whole(), nullable=False),
        sa.Column("anchor_seq", types.Whole(), nullable=False),
        sa.Column("anchor_mac", sa.Text(), nullable=False),
        sa.CheckConstraint("(kind = 'z') = (number IS NOT NULL)", name=op.f("ck_shift_report_number")),
        sa.CheckConstraint("kind IN ('x', 'z')", name=op.f("ck_shift_report_kind")),
        sa.CheckConstraint(
            "sales_total >= 0 AND refunds_total >= 0 AND points_issued >= 0 AND points_spent >= 0",
            name=op.f("ck_shift_report_totals"),
        ),
        sa.ForeignKeyConstraint(["register_id"], ["register.id"], name=op.f("fk_shift_report_register_id")),
        sa.ForeignKeyConstraint(["shift_id"], ["shift.id"], name=op.f("fk_shift_report_shift_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_shift_report_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shift_report")),
        sqlite_strict=True,
    )
    op.create_index("ix_shift_report_business_date", "shift_report", ["business_date"], unique=False)
    op.create_index("ix_shift_report_shift_id", "shift_report", ["shift_id"], unique=False)
    op.create_index(
        "ux_shift_report_number",
        "shift_report",
        ["register_id", "number"],
        unique=True,
        sqlite_where=sa.text("kind = 'z'"),
        postgresql_where=sa.text("kind = 'z'"),
    )
    op.create_index(
        "ux_shift_report_one_z",
        "shift_report",
        ["shift_id"],
        unique=True,
        sqlite_where=sa.text("kind = 'z'"),
        postgresql_where=sa.text("kind = 'z'"),
    )


def _shift_takeover() -> None:
    op.create_table(
        "shift_takeover",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("shift_id", sa.Text(), nullable=False),
        sa.Column("from_id", sa.Text(), nullable=False),
        sa.Column("to_id", sa.Text(), nullable=False),
        sa.Column("at", types.Moment(), nullable=False),
        sa.CheckConstraint("from_id <> to_id", name=op.f("ck_shift_takeover_two")),
        sa.ForeignKeyConstraint(["from_id"], ["staff.id"], name=op.f("fk_shift_takeover_from_id")),
        sa.ForeignKeyConstraint(["shift_id"], ["shift.id"], name=op.f("fk_shift_takeover_shift_id")),
        sa.ForeignKeyConstraint(["to_id"], ["staff.id"], name=op.f("fk_shift_takeover_to_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shift_takeover")),
        sqlite_strict=True,
    )
    op.create_index("ix_shift_takeover_shift_id", "shift_takeover", ["shift_id"], unique=False)
