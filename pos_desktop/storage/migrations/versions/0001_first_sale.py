"""First schema: everything that a sale to a member passes through."""

import sqlalchemy as sa
from alembic import op

from pos_desktop.storage import types

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make every table, referenced ones first."""
    for make in (
        _pending_tender,
        _shop,
        _vat_rate,
        _category,
        _register,
        _staff,
        _counter,
        _dropped_order,
        _enrolment_step,
        _imported_file,
        _item,
        _journal,
        _member,
        _open_order,
        _operation,
        _outbox,
        _programme_version,
        _setting,
        _shift,
        _account,
        _card,
        _cash_movement,
        _consent,
        _item_barcode,
        _member_phone,
        _person,
        _stock_movement,
        _accrual_flag,
        _entry,
        _offer,
        _reservation,
        _sale,
        _tier_change,
        _lot,
        _sale_line,
        _sale_tax,
        _tender,
        _lot_move,
    ):
        make()


def _pending_tender() -> None:
    op.create_table(
        "pending_tender",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("order_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("amount", types.Whole(), nullable=False),
        sa.Column("ref", sa.Text(), server_default="", nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("at", types.Moment(), nullable=False),
        sa.Column("resolved_at", types.Moment(), nullable=True),
        sa.CheckConstraint("kind IN ('cash', 'card', 'bank_qr', 'ewallet')", name=op.f("ck_pending_tender_kind")),
        sa.CheckConstraint("state IN ('pending', 'confirmed', 'failed')", name=op.f("ck_pending_tender_state")),
        sa.CheckConstraint("amount > 0", name=op.f("ck_pending_tender_amount")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pending_tender")),
        sqlite_strict=True,
    )
    op.create_index("ix_pending_tender_order_id", "pending_tender", ["order_id"], unique=False)


def _shop() -> None:
    op.create_table(
        "shop",
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
        sa.CheckConstraint("cutover_hour BETWEEN 0 AND 23", name=op.f("ck_shop_cutover")),
        sa.CheckConstraint("is_sample IN (0, 1)", name=op.f("ck_shop_is_sample")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shop")),
        sqlite_strict=True,
    )


def _vat_rate() -> None:
    op.create_table(
        "vat_rate",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("vat_group", sa.Text(), nullable=False),
        sa.Column("rate", types.Whole(), nullable=True),
        sa.Column("valid_from", types.Day(), nullable=False),
        sa.Column("valid_to", types.Day(), nullable=True),
        sa.CheckConstraint("rate IS NULL OR rate BETWEEN 0 AND 100", name=op.f("ck_vat_rate_rate")),
        sa.CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name=op.f("ck_vat_rate_order")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vat_rate")),
        sa.UniqueConstraint("vat_group", "valid_from", name=op.f("uq_vat_rate_vat_group_valid_from")),
        sqlite_strict=True,
    )


def _category() -> None:
    op.create_table(
        "category",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("shop_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("colour", sa.Text(), server_default="", nullable=False),
        sa.Column("position", types.Whole(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name=op.f("fk_category_shop_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_category")),
        sa.UniqueConstraint("shop_id", "name", name=op.f("uq_category_shop_id_name")),
        sqlite_strict=True,
    )


def _register() -> None:
    op.create_table(
        "register",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("shop_id", sa.Text(), nullable=False),
        sa.Column("number", types.Whole(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("last_seen_at", types.Moment(), nullable=True),
        sa.CheckConstraint("number BETWEEN 1 AND 999", name=op.f("ck_register_number")),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name=op.f("fk_register_shop_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_register")),
        sa.UniqueConstraint("shop_id", "code", name=op.f("uq_register_shop_id_code")),
        sa.UniqueConstraint("shop_id", "number", name=op.f("uq_register_shop_id_number")),
        sqlite_strict=True,
    )


def _staff() -> None:
    op.create_table(
        "staff",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("shop_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("pin_hash", sa.Text(), nullable=False),
        sa.Column("active", types.Flag(), server_default="1", nullable=False),
        sa.Column("failed_pins", types.Whole(), server_default="0", nullable=False),
        sa.Column("locked_until", types.Moment(), nullable=True),
        sa.Column("position", types.Whole(), server_default="0", nullable=False),
        sa.CheckConstraint("role IN ('cashier', 'manager', 'owner')", name=op.f("ck_staff_role")),
        sa.CheckConstraint("active IN (0, 1)", name=op.f("ck_staff_active")),
        sa.CheckConstraint("failed_pins >= 0", name=op.f("ck_staff_failed_pins")),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name=op.f("fk_staff_shop_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff")),
        sa.UniqueConstraint("shop_id", "name", name=op.f("uq_staff_shop_id_name")),
        sqlite_strict=True,
    )


def _counter() -> None:
    op.create_table(
        "counter",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("register_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("value", types.Whole(), server_default="0", nullable=False),
        sa.CheckConstraint("value >= 0", name=op.f("ck_counter_value")),
        sa.ForeignKeyConstraint(["register_id"], ["register.id"], name=op.f("fk_counter_register_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_counter")),
        sa.UniqueConstraint("register_id", "kind", name=op.f("uq_counter_register_id_kind")),
        sqlite_strict=True,
    )


def _dropped_order() -> None:
    op.create_table(
        "dropped_order",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("order_id", sa.Text(), nullable=False),
        sa.Column("register_id", sa.Text(), nullable=False),
        sa.Column("staff_id", sa.Text(), nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("body", types.Json(), nullable=False),
        sa.Column("due", types.Whole(), nullable=False),
        sa.Column("at", types.Moment(), nullable=False),
        sa.Column("business_date", types.Day(), nullable=False),
        sa.CheckConstraint("step IN ('sale', 'payment')", name=op.f("ck_dropped_order_step")),
        sa.ForeignKeyConstraint(["register_id"], ["register.id"], name=op.f("fk_dropped_order_register_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_dropped_order_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dropped_order")),
        sa.UniqueConstraint("order_id", name=op.f("uq_dropped_order_order_id")),
        sqlite_strict=True,
    )


def _enrolment_step() -> None:
    op.create_table(
        "enrolment_step",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("enrolment_id", sa.Text(), nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("at", types.Moment(), nullable=False),
        sa.Column("register_id", sa.Text(), nullable=False),
        sa.Column("staff_id", sa.Text(), nullable=True),
        sa.Column("member_id", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint("step IN ('begun', 'finished', 'abandoned')", name=op.f("ck_enrolment_step_step")),
        sa.ForeignKeyConstraint(["register_id"], ["register.id"], name=op.f("fk_enrolment_step_register_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_enrolment_step_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enrolment_step")),
        sa.UniqueConstraint("enrolment_id", "step", name=op.f("uq_enrolment_step_enrolment_id_step")),
        sqlite_strict=True,
    )


def _imported_file() -> None:
    op.create_table(
        "imported_file",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("file_name", sa.Text(), server_default="", nullable=False),
        sa.Column("row_count", types.Whole(), nullable=False),
        sa.Column("at", types.Moment(), nullable=False),
        sa.Column("staff_id", sa.Text(), nullable=False),
        sa.Column("summary", types.Json(), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_imported_file_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_imported_file")),
        sa.UniqueConstraint("kind", "digest", name=op.f("uq_imported_file_kind_digest")),
        sqlite_strict=True,
    )


def _item() -> None:
    op.create_table(
        "item",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("shop_id", sa.Text(), nullable=False),
        sa.Column("sku", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("search_key", sa.Text(), nullable=False),
        sa.Column("category_id", sa.Text(), nullable=True),
        sa.Column("price", types.Whole(), nullable=False),
        sa.Column("vat_group", sa.Text(), nullable=False),
        sa.Column("cost", types.Whole(), server_default="0", nullable=False),
        sa.Column("unit", sa.Text(), server_default="", nullable=False),
        sa.Column("colour", sa.Text(), server_default="", nullable=False),
        sa.Column("active", types.Flag(), server_default="1", nullable=False),
        sa.Column("by_weight", types.Flag(), server_default="0", nullable=False),
        sa.Column("earns_points", types.Flag(), server_default="1", nullable=False),
        sa.Column("plu", sa.Text(), nullable=True),
        sa.Column("position", types.Whole(), server_default="0", nullable=False),
        sa.CheckConstraint("active IN (0, 1)", name=op.f("ck_item_active")),
        sa.CheckConstraint("by_weight IN (0, 1)", name=op.f("ck_item_by_weight")),
        sa.CheckConstraint("cost >= 0", name=op.f("ck_item_cost")),
        sa.CheckConstraint("earns_points IN (0, 1)", name=op.f("ck_item_earns_points")),
        sa.CheckConstraint("plu IS NULL OR length(plu) = 5", name=op.f("ck_item_plu")),
        sa.CheckConstraint("price >= 0", name=op.f("ck_item_price")),
        sa.ForeignKeyConstraint(["category_id"], ["category.id"], name=op.f("fk_item_category_id")),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name=op.f("fk_item_shop_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_item")),
        sa.UniqueConstraint("shop_id", "sku", name=op.f("uq_item_shop_id_sku")),
        sqlite_strict=True,
    )
    op.create_index(
        "ux_item_plu",
        "item",
        ["shop_id", "plu"],
        unique=True,
        sqlite_where=sa.text("plu IS NOT NULL"),
        postgresql_where=sa.text("plu IS NOT NULL"),
    )


def _journal() -> None:
    op.create_table(
        "journal",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("register_id", sa.Text(), nullable=False),
        sa.Column("seq", types.Whole(), nullable=False),
        sa.Column("at", types.Moment(), nullable=False),
        sa.Column("staff_id", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Text(), nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("key_id", types.Whole(), nullable=False),
        sa.Column("previous", sa.Text(), nullable=False),
        sa.Column("mac", sa.Text(), nullable=False),
        sa.CheckConstraint("length(mac) = 64", name=op.f("ck_journal_mac")),
        sa.CheckConstraint("seq > 0", name=op.f("ck_journal_seq")),
        sa.ForeignKeyConstraint(["register_id"], ["register.id"], name=op.f("fk_journal_register_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_journal_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journal")),
        sa.UniqueConstraint("register_id", "seq", name=op.f("uq_journal_register_id_seq")),
        sqlite_strict=True,
    )
    op.create_index("ix_journal_subject_id", "journal", ["subject_id"], unique=False)


def _member() -> None:
    op.create_table(
        "member",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("shop_id", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), server_default="person", nullable=False),
        sa.Column("joined_at", types.Moment(), nullable=False),
        sa.Column("joined_on", types.Day(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("register_id", sa.Text(), nullable=False),
        sa.Column("staff_id", sa.Text(), nullable=True),
        sa.Column("referrer_id", sa.Text(), nullable=True),
        sa.Column("blocked", types.Flag(), server_default="0", nullable=False),
        sa.Column("is_staff", types.Flag(), server_default="0", nullable=False),
        sa.CheckConstraint("kind IN ('person', 'company')", name=op.f("ck_member_kind")),
        sa.CheckConstraint("source IN ('till', 'import', 'sell', 'sample')", name=op.f("ck_member_source")),
        sa.CheckConstraint("blocked IN (0, 1)", name=op.f("ck_member_blocked")),
        sa.CheckConstraint("is_staff IN (0, 1)", name=op.f("ck_member_is_staff")),
        sa.ForeignKeyConstraint(["referrer_id"], ["member.id"], name=op.f("fk_member_referrer_id")),
        sa.ForeignKeyConstraint(["register_id"], ["register.id"], name=op.f("fk_member_register_id")),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name=op.f("fk_member_shop_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_member_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_member")),
        sa.UniqueConstraint("shop_id", "code", name=op.f("uq_member_shop_id_code")),
        sqlite_strict=True,
    )


def _open_order() -> None:
    op.create_table(
        "open_order",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("register_id", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("body", types.Json(), nullable=False),
        sa.Column("opened_at", types.Moment(), nullable=False),
        sa.Column("updated_at", types.Moment(), nullable=False),
        sa.Column("staff_id", sa.Text(), nullable=False),
        sa.Column("revision", types.Whole(), server_default="0", nullable=False),
        sa.CheckConstraint("state IN ('open', 'held', 'paid', 'dropped')", name=op.f("ck_open_order_state")),
        sa.ForeignKeyConstraint(["register_id"], ["register.id"], name=op.f("fk_open_order_register_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_open_order_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_open_order")),
        sqlite_strict=True,
    )
    op.create_index(
        "ux_open_order_one_open",
        "open_order",
        ["register_id"],
        unique=True,
        sqlite_where=sa.text("state = 'open'"),
        postgresql_where=sa.text("state = 'open'"),
    )


def _operation() -> None:
    op.create_table(
        "operation",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("answer", types.Json(), nullable=False),
        sa.Column("at", types.Moment(), nullable=False),
        sa.Column("register_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["register_id"], ["register.id"], name=op.f("fk_operation_register_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_operation")),
        sqlite_strict=True,
    )


def _outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("register_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), server_default="", nullable=False),
        sa.Column("printer", sa.Text(), server_default="", nullable=False),
        sa.Column("copy", types.Whole(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("attempts", types.Whole(), server_default="0", nullable=False),
        sa.Column("at", types.Moment(), nullable=False),
        sa.Column("next_at", types.Moment(), nullable=True),
        sa.Column("updated_at", types.Moment(), nullable=False),
        sa.Column("problem", sa.Text(), server_default="", nullable=False),
        sa.Column("sent_bytes", types.Whole(), nullable=True),
        sa.CheckConstraint("kind <> 'drawer' OR copy = 0", name=op.f("ck_outbox_drawer")),
        sa.CheckConstraint("kind IN ('receipt', 'drawer')", name=op.f("ck_outbox_kind")),
        sa.CheckConstraint(
            "state IN ('queued', 'sending', 'printed', 'sent', 'unknown', 'not_sent', 'dropped')",
            name=op.f("ck_outbox_state"),
        ),
        sa.CheckConstraint("copy >= 0", name=op.f("ck_outbox_copy")),
        sa.ForeignKeyConstraint(["register_id"], ["register.id"], name=op.f("fk_outbox_register_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sa.UniqueConstraint("kind", "subject_id", "copy", name=op.f("uq_outbox_kind_subject_id_copy")),
        sqlite_strict=True,
    )
    op.create_index("ix_outbox_state_next_at", "outbox", ["state", "next_at"], unique=False)


def _programme_version() -> None:
    op.create_table(
        "programme_version",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("shop_id", sa.Text(), nullable=False),
        sa.Column("version", types.Whole(), nullable=False),
        sa.Column("definition", types.Json(), nullable=False),
        sa.Column("valid_from", types.Day(), nullable=False),
        sa.Column("at", types.Moment(), nullable=False),
        sa.Column("staff_id", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name=op.f("fk_programme_version_shop_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_programme_version_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programme_version")),
        sa.UniqueConstraint("shop_id", "version", name=op.f("uq_programme_version_shop_id_version")),
        sqlite_strict=True,
    )


def _setting() -> None:
    op.create_table(
        "setting",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("shop_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", types.Json(), nullable=False),
        sa.Column("version", types.Whole(), nullable=False),
        sa.Column("at", types.Moment(), nullable=False),
        sa.Column("staff_id", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name=op.f("fk_setting_shop_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_setting_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_setting")),
        sa.UniqueConstraint("shop_id", "name", "version", name=op.f("uq_setting_shop_id_name_version")),
        sqlite_strict=True,
    )


def _shift() -> None:
    op.create_table(
        "shift",
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
        sa.CheckConstraint("opening_float >= 0", name=op.f("ck_shift_opening_float")),
        sa.ForeignKeyConstraint(["closed_by"], ["staff.id"], name=op.f("fk_shift_closed_by")),
        sa.ForeignKeyConstraint(["opened_by"], ["staff.id"], name=op.f("fk_shift_opened_by")),
        sa.ForeignKeyConstraint(["register_id"], ["register.id"], name=op.f("fk_shift_register_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shift")),
        sa.UniqueConstraint("register_id", "number", name=op.f("uq_shift_register_id_number")),
        sqlite_strict=True,
    )
    op.create_index(
        "ux_shift_one_open",
        "shift",
        ["register_id"],
        unique=True,
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    )


def _account() -> None:
    op.create_table(
        "account",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("member_id", sa.Text(), nullable=False),
        sa.Column("balance", types.Whole(), server_default="0", nullable=False),
        sa.Column("debt", types.Whole(), server_default="0", nullable=False),
        sa.Column("tier", sa.Text(), nullable=False),
        sa.Column("tier_until", types.Day(), nullable=True),
        sa.Column("seq", types.Whole(), server_default="0", nullable=False),
        sa.Column("lifetime_earned", types.Whole(), server_default="0", nullable=False),
        sa.CheckConstraint("balance >= 0", name=op.f("ck_account_balance")),
        sa.CheckConstraint("debt >= 0", name=op.f("ck_account_debt")),
        sa.CheckConstraint("lifetime_earned >= 0", name=op.f("ck_account_lifetime")),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_account_member_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint("member_id", name=op.f("uq_account_member_id")),
        sqlite_strict=True,
    )


def _card() -> None:
    op.create_table(
        "card",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("member_id", sa.Text(), nullable=False),
        sa.Column("key_id", types.Whole(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("serial", types.Whole(), nullable=False),
        sa.Column("issued_at", types.Moment(), nullable=False),
        sa.Column("revoked_at", types.Moment(), nullable=True),
        sa.CheckConstraint("length(number) = 8", name=op.f("ck_card_number")),
        sa.CheckConstraint("serial BETWEEN 1 AND 99", name=op.f("ck_card_serial")),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_card_member_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_card")),
        sa.UniqueConstraint("number", "serial", name=op.f("uq_card_number_serial")),
        sqlite_strict=True,
    )
    op.create_index("ix_card_member_id", "card", ["member_id"], unique=False)


def _cash_movement() -> None:
    op.create_table(
        "cash_movement",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("shift_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("amount", types.Whole(), nullable=False),
        sa.Column("at", types.Moment(), nullable=False),
        sa.Column("staff_id", sa.Text(), nullable=False),
        sa.Column("sale_id", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint(
            "kind IN ('float', 'sale', 'paid_in', 'paid_out', 'drop')", name=op.f("ck_cash_movement_kind")
        ),
        sa.ForeignKeyConstraint(["shift_id"], ["shift.id"], name=op.f("fk_cash_movement_shift_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_cash_movement_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cash_movement")),
        sqlite_strict=True,
    )
    op.create_index("ix_cash_movement_shift_id", "cash_movement", ["shift_id"], unique=False)
    op.create_index(
        "ux_cash_movement_sale",
        "cash_movement",
        ["sale_id", "kind"],
        unique=True,
        sqlite_where=sa.text("sale_id IS NOT NULL"),
        postgresql_where=sa.text("sale_id IS NOT NULL"),
    )


def _consent() -> None:
    op.create_table(
        "consent",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("member_id", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("text_version", sa.Text(), nullable=False),
        sa.Column("given", types.Flag(), server_default="0", nullable=False),
        sa.Column("at", types.Moment(), nullable=False),
        sa.Column("register_id", sa.Text(), nullable=False),
        sa.Column("staff_id", sa.Text(), nullable=True),
        sa.CheckConstraint("given IN (0, 1)", name=op.f("ck_consent_given")),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_consent_member_id")),
        sa.ForeignKeyConstraint(["register_id"], ["register.id"], name=op.f("fk_consent_register_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_consent_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent")),
        sqlite_strict=True,
    )
    op.create_index("ix_consent_member_id", "consent", ["member_id"], unique=False)


def _item_barcode() -> None:
    op.create_table(
        "item_barcode",
        sa.Column("item_id", sa.Text(), nullable=False),
        sa.Column("barcode", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_item_barcode_item_id")),
        sa.PrimaryKeyConstraint("item_id", "barcode", name=op.f("pk_item_barcode")),
        sqlite_strict=True,
    )
    op.create_index("ix_item_barcode_barcode", "item_barcode", ["barcode"], unique=False)


def _member_phone() -> None:
    op.create_table(
        "member_phone",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("shop_id", sa.Text(), nullable=False),
        sa.Column("member_id", sa.Text(), nullable=False),
        sa.Column("e164", sa.Text(), nullable=False),
        sa.Column("is_primary", types.Flag(), server_default="1", nullable=False),
        sa.Column("is_doubtful", types.Flag(), server_default="0", nullable=False),
        sa.CheckConstraint("is_doubtful IN (0, 1)", name=op.f("ck_member_phone_is_doubtful")),
        sa.CheckConstraint("is_primary IN (0, 1)", name=op.f("ck_member_phone_is_primary")),
        sa.CheckConstraint("length(e164) BETWEEN 6 AND 20", name=op.f("ck_member_phone_e164")),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_member_phone_member_id")),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name=op.f("fk_member_phone_shop_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_member_phone")),
        sa.UniqueConstraint("shop_id", "e164", name=op.f("uq_member_phone_shop_id_e164")),
        sqlite_strict=True,
    )
    op.create_index("ix_member_phone_member_id", "member_phone", ["member_id"], unique=False)


def _person() -> None:
    op.create_table(
        "person",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("member_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("search_key", sa.Text(), server_default="", nullable=False),
        sa.Column("birthday", types.Day(), nullable=True),
        sa.Column("gender", sa.Text(), server_default="", nullable=False),
        sa.Column("email", sa.Text(), server_default="", nullable=False),
        sa.Column("address", sa.Text(), server_default="", nullable=False),
        sa.Column("company", sa.Text(), server_default="", nullable=False),
        sa.Column("tax_code", sa.Text(), server_default="", nullable=False),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("pin_hash", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint("gender IN ('', 'male', 'female', 'other')", name=op.f("ck_person_gender")),
        sa.CheckConstraint("length(name) <= 80", name=op.f("ck_person_name")),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_person_member_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("member_id", name=op.f("uq_person_member_id")),
        sqlite_strict=True,
    )
    op.create_index("ix_person_search_key", "person", ["search_key"], unique=False)


def _stock_movement() -> None:
    op.create_table(
        "stock_movement",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("item_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("qty", types.Whole(), nullable=False),
        sa.Column("unit_cost", types.Whole(), nullable=False),
        sa.Column("at", types.Moment(), nullable=False),
        sa.Column("sale_id", sa.Text(), nullable=True),
        sa.Column("sale_line", types.Whole(), nullable=True),
        sa.Column("register_id", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint("kind IN ('sale', 'import')", name=op.f("ck_stock_movement_kind")),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_stock_movement_item_id")),
        sa.ForeignKeyConstraint(["register_id"], ["register.id"], name=op.f("fk_stock_movement_register_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stock_movement")),
        sqlite_strict=True,
    )
    op.create_index("ix_stock_movement_item_id", "stock_movement", ["item_id"], unique=False)
    op.create_index(
        "ux_stock_movement_sale",
        "stock_movement",
        ["sale_id", "sale_line"],
        unique=True,
        sqlite_where=sa.text("sale_id IS NOT NULL"),
        postgresql_where=sa.text("sale_id IS NOT NULL"),
    )


def _accrual_flag() -> None:
    op.create_table(
        "accrual_flag",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Text(), nullable=False),
        sa.Column("sale_id", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", types.Moment(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_accrual_flag_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accrual_flag")),
        sa.UniqueConstraint("sale_id", "reason", name=op.f("uq_accrual_flag_sale_id_reason")),
        sqlite_strict=True,
    )


def _entry() -> None:
    op.create_table(
        "entry",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Text(), nullable=False),
        sa.Column("seq", types.Whole(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("points", types.Whole(), nullable=False),
        sa.Column("debt_change", types.Whole(), server_default="0", nullable=False),
        sa.Column("at", types.Moment(), nullable=False),
        sa.Column("business_date", types.Day(), nullable=False),
        sa.Column("sale_id", sa.Text(), nullable=True),
        sa.Column("lot_id", sa.Text(), nullable=True),
        sa.Column("operation_id", sa.Text(), nullable=False),
        sa.Column("register_id", sa.Text(), nullable=False),
        sa.Column("staff_id", sa.Text(), nullable=True),
        sa.Column("programme_version", types.Whole(), nullable=False),
        sa.Column("breakdown", types.Json(), nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint(
            "CASE WHEN kind IN ('accrual', 'opening', 'restoration') THEN points > 0 WHEN kind IN "
            "('redemption', 'expiry', 'clawback') THEN points < 0 ELSE points <> 0 END",
            name=op.f("ck_entry_sign"),
        ),
        sa.CheckConstraint(
            "kind IN ('accrual', 'redemption', 'expiry', 'opening', 'adjustment', 'clawback', 'restoration')",
            name=op.f("ck_entry_kind"),
        ),
        sa.CheckConstraint("points <> 0", name=op.f("ck_entry_points")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_entry_account_id")),
        sa.ForeignKeyConstraint(["register_id"], ["register.id"], name=op.f("fk_entry_register_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_entry_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entry")),
        sa.UniqueConstraint("account_id", "seq", name=op.f("uq_entry_account_id_seq")),
        sqlite_strict=True,
    )
    op.create_index("ix_entry_sale_id", "entry", ["sale_id"], unique=False)
    op.create_index(
        "ux_entry_expiry",
        "entry",
        ["lot_id", "kind"],
        unique=True,
        sqlite_where=sa.text("kind = 'expiry'"),
        postgresql_where=sa.text("kind = 'expiry'"),
    )
    op.create_index(
        "ux_entry_sale_kind",
        "entry",
        ["sale_id", "kind"],
        unique=True,
        sqlite_where=sa.text("kind IN ('accrual', 'redemption')"),
        postgresql_where=sa.text("kind IN ('accrual', 'redemption')"),
    )


def _offer() -> None:
    op.create_table(
        "offer",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("order_id", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("points", types.Whole(), nullable=False),
        sa.Column("value", types.Whole(), nullable=False),
        sa.Column("taken", types.Flag(), server_default="0", nullable=False),
        sa.Column("at", types.Moment(), nullable=False),
        sa.Column("register_id", sa.Text(), nullable=False),
        sa.Column("programme_version", types.Whole(), nullable=True),
        sa.CheckConstraint("taken IN (0, 1)", name=op.f("ck_offer_taken")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_offer_account_id")),
        sa.ForeignKeyConstraint(["register_id"], ["register.id"], name=op.f("fk_offer_register_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offer")),
        sa.UniqueConstraint("order_id", "account_id", "kind", name=op.f("uq_offer_order_id_account_id_kind")),
        sqlite_strict=True,
    )


def _reservation() -> None:
    op.create_table(
        "reservation",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("order_id", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Text(), nullable=False),
        sa.Column("register_id", sa.Text(), nullable=False),
        sa.Column("points", types.Whole(), nullable=False),
        sa.Column("until", types.Moment(), nullable=False),
        sa.CheckConstraint("points > 0", name=op.f("ck_reservation_points")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_reservation_account_id")),
        sa.ForeignKeyConstraint(["register_id"], ["register.id"], name=op.f("fk_reservation_register_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reservation")),
        sa.UniqueConstraint("order_id", name=op.f("uq_reservation_order_id")),
        sqlite_strict=True,
    )
    op.create_index("ix_reservation_account_id", "reservation", ["account_id"], unique=False)


def _sale() -> None:
    op.create_table(
        "sale",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("register_id", sa.Text(), nullable=False),
        sa.Column("number", types.Whole(), nullable=False),
        sa.Column("shift_id", sa.Text(), nullable=False),
        sa.Column("order_id", sa.Text(), nullable=False),
        sa.Column("at", types.Moment(), nullable=False),
        sa.Column("business_date", types.Day(), nullable=False),
        sa.Column("staff_id", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Text(), nullable=True),
        sa.Column("account_seq", types.Whole(), nullable=True),
        sa.Column("programme_version", types.Whole(), nullable=False),
        sa.Column("identified", sa.Text(), server_default="", nullable=False),
        sa.Column("order_type", sa.Text(), nullable=False),
        sa.Column("dining_table", sa.Text(), server_default="", nullable=False),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("goods", types.Whole(), nullable=False),
        sa.Column("discount", types.Whole(), nullable=False),
        sa.Column("points", types.Whole(), nullable=False),
        sa.Column("points_value", types.Whole(), nullable=False),
        sa.Column("due", types.Whole(), nullable=False),
        sa.Column("paid", types.Whole(), nullable=False),
        sa.Column("change", types.Whole(), nullable=False),
        sa.Column("basis", types.Whole(), nullable=False),
        sa.Column("earned", types.Whole(), nullable=False),
        sa.Column("loyalty", types.Json(), nullable=False),
        sa.Column("is_sample", types.Flag(), server_default="0", nullable=False),
        sa.CheckConstraint("order_type IN ('dine_in', 'take_away', 'delivery')", name=op.f("ck_sale_order_type")),
        sa.CheckConstraint("(points = 0) = (points_value = 0)", name=op.f("ck_sale_points")),
        sa.CheckConstraint("account_id IS NOT NULL OR (points = 0 AND earned = 0)", name=op.f("ck_sale_member")),
        sa.CheckConstraint("due = goods - discount - points_value", name=op.f("ck_sale_due")),
        sa.CheckConstraint("is_sample IN (0, 1)", name=op.f("ck_sale_is_sample")),
        sa.CheckConstraint(
            "number > 0 AND goods >= 0 AND discount >= 0 AND points >= 0 AND points_value >= 0 AND due "
            ">= 0 AND change >= 0 AND basis >= 0 AND earned >= 0",
            name=op.f("ck_sale_positive"),
        ),
        sa.CheckConstraint("paid - change = due", name=op.f("ck_sale_change")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_sale_account_id")),
        sa.ForeignKeyConstraint(["register_id"], ["register.id"], name=op.f("fk_sale_register_id")),
        sa.ForeignKeyConstraint(["shift_id"], ["shift.id"], name=op.f("fk_sale_shift_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_sale_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sale")),
        sa.UniqueConstraint("order_id", name=op.f("uq_sale_order_id")),
        sa.UniqueConstraint("register_id", "number", name=op.f("uq_sale_register_id_number")),
        sqlite_strict=True,
    )
    op.create_index("ix_sale_account_id_business_date", "sale", ["account_id", "business_date"], unique=False)
    op.create_index("ix_sale_business_date", "sale", ["business_date"], unique=False)


def _tier_change() -> None:
    op.create_table(
        "tier_change",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Text(), nullable=False),
        sa.Column("seq", types.Whole(), nullable=False),
        sa.Column("move", sa.Text(), nullable=False),
        sa.Column("on_date", types.Day(), nullable=False),
        sa.Column("tier_before", sa.Text(), nullable=False),
        sa.Column("until_before", types.Day(), nullable=True),
        sa.Column("tier_after", sa.Text(), nullable=False),
        sa.Column("until_after", types.Day(), nullable=True),
        sa.Column("at", types.Moment(), nullable=False),
        sa.Column("sale_id", sa.Text(), nullable=True),
        sa.Column("programme_version", types.Whole(), nullable=False),
        sa.CheckConstraint("move IN ('upgrade', 'renewal', 'fall')", name=op.f("ck_tier_change_move")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_tier_change_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tier_change")),
        sa.UniqueConstraint("account_id", "seq", name=op.f("uq_tier_change_account_id_seq")),
        sqlite_strict=True,
    )


def _lot() -> None:
    op.create_table(
        "lot",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Text(), nullable=False),
        sa.Column("entry_id", sa.Text(), nullable=False),
        sa.Column("seq", types.Whole(), nullable=False),
        sa.Column("points", types.Whole(), nullable=False),
        sa.Column("left_points", types.Whole(), nullable=False),
        sa.Column("usable_from", types.Day(), nullable=False),
        sa.Column("expires_on", types.Day(), nullable=True),
        sa.Column("sale_id", sa.Text(), nullable=True),
        sa.CheckConstraint("left_points BETWEEN 0 AND points", name=op.f("ck_lot_left_points")),
        sa.CheckConstraint("points > 0", name=op.f("ck_lot_points")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_lot_account_id")),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_lot_entry_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lot")),
        sa.UniqueConstraint("account_id", "seq", name=op.f("uq_lot_account_id_seq")),
        sqlite_strict=True,
    )
    op.create_index("ix_lot_account_id_left", "lot", ["account_id", "left_points"], unique=False)
    op.create_index("ix_lot_expires_on", "lot", ["expires_on"], unique=False)


def _sale_line() -> None:
    op.create_table(
        "sale_line",
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
        sa.CheckConstraint(
            "amount = gross - line_discount - order_discount - points_share", name=op.f("ck_sale_line_amount")
        ),
        sa.CheckConstraint("earns_points IN (0, 1)", name=op.f("ck_sale_line_earns_points")),
        sa.CheckConstraint(
            "gross >= 0 AND line_discount >= 0 AND order_discount >= 0 AND points_share >= 0 AND "
            "amount >= 0 AND earned >= 0",
            name=op.f("ck_sale_line_positive"),
        ),
        sa.CheckConstraint("qty > 0", name=op.f("ck_sale_line_qty")),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_sale_line_item_id")),
        sa.ForeignKeyConstraint(["sale_id"], ["sale.id"], name=op.f("fk_sale_line_sale_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sale_line")),
        sa.UniqueConstraint("sale_id", "position", name=op.f("uq_sale_line_sale_id_position")),
        sqlite_strict=True,
    )
    op.create_index("ix_sale_line_item_id", "sale_line", ["item_id"], unique=False)


def _sale_tax() -> None:
    op.create_table(
        "sale_tax",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("sale_id", sa.Text(), nullable=False),
        sa.Column("position", types.Whole(), nullable=False),
        sa.Column("rate", types.Whole(), nullable=True),
        sa.Column("net", types.Whole(), nullable=False),
        sa.Column("tax", types.Whole(), nullable=False),
        sa.CheckConstraint("net >= 0 AND tax >= 0", name=op.f("ck_sale_tax_sums")),
        sa.ForeignKeyConstraint(["sale_id"], ["sale.id"], name=op.f("fk_sale_tax_sale_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sale_tax")),
        sa.UniqueConstraint("sale_id", "position", name=op.f("uq_sale_tax_sale_id_position")),
        sqlite_strict=True,
    )


def _tender() -> None:
    op.create_table(
        "tender",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("sale_id", sa.Text(), nullable=False),
        sa.Column("position", types.Whole(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("amount", types.Whole(), nullable=False),
        sa.Column("ref", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint("kind IN ('cash', 'card', 'bank_qr', 'ewallet')", name=op.f("ck_tender_kind")),
        sa.CheckConstraint("amount > 0", name=op.f("ck_tender_amount")),
        sa.ForeignKeyConstraint(["sale_id"], ["sale.id"], name=op.f("fk_tender_sale_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tender")),
        sa.UniqueConstraint("sale_id", "position", name=op.f("uq_tender_sale_id_position")),
        sqlite_strict=True,
    )


def _lot_move() -> None:
    op.create_table(
        "lot_move",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("entry_id", sa.Text(), nullable=False),
        sa.Column("lot_id", sa.Text(), nullable=False),
        sa.Column("points", types.Whole(), nullable=False),
        sa.CheckConstraint("points <> 0", name=op.f("ck_lot_move_points")),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_lot_move_entry_id")),
        sa.ForeignKeyConstraint(["lot_id"], ["lot.id"], name=op.f("fk_lot_move_lot_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lot_move")),
        sa.UniqueConstraint("entry_id", "lot_id", name=op.f("uq_lot_move_entry_id_lot_id")),
        sqlite_strict=True,
    )
    op.create_index("ix_lot_move_lot_id", "lot_move", ["lot_id"], unique=False)
