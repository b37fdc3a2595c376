"""Selling, whole: options, combos, recipes, price lists, tables, kitchen, stock, debts, transfers, feedback."""

from collections.abc import Callable

import sqlalchemy as sa
from alembic import op

from pos_desktop.storage import types

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make what is new, rebuild what changed with all its rows, and sum the stock up."""
    for make in (
        _stock_level,
        _dining_area,
        _option_group,
        _price_list,
        _station,
        _supplier,
        _bank_receipt,
        _dining_table,
        _kitchen_ticket,
        _purchase,
        _booking,
        _stock_document,
        _combo_part,
        _credit_limit,
        _debt_entry,
        _item_option,
        _kitchen_line,
        _option_choice,
        _price_list_item,
        _purchase_line,
        _recipe_line,
        _combo_choice,
        _feedback,
    ):
        make()
    for name, make_again, make_indexes in (
        ("pending_tender", _pending_tender, _pending_tender_indexes),
        ("category", _category, _category_indexes),
        ("member", _member, _member_indexes),
        ("open_order", _open_order, _open_order_indexes),
        ("item", _item, _item_indexes),
        ("sale", _sale, _sale_indexes),
        ("stock_movement", _stock_movement, _stock_movement_indexes),
        ("sale_line", _sale_line, _sale_line_indexes),
        ("tender", _tender, _tender_indexes),
        ("refund_tender", _refund_tender, _refund_tender_indexes),
    ):
        _rebuild(name, make_again, make_indexes)
    op.create_index(
        "ix_sale_reduction_rule",
        "sale_reduction",
        ["rule"],
        unique=False,
        sqlite_where=sa.text("source = 'promotion'"),
        postgresql_where=sa.text("source = 'promotion'"),
    )
    _sum_stock()


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


def _sum_stock() -> None:
    """The level of every item is what its movements sum to."""
    op.execute("INSERT INTO stock_level (id, qty) SELECT item_id, sum(qty) FROM stock_movement GROUP BY item_id")


def _stock_level() -> None:
    op.create_table(
        "stock_level",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("qty", types.Whole(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stock_level")),
        sqlite_strict=True,
    )


def _dining_area() -> None:
    op.create_table(
        "dining_area",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("shop_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("position", types.Whole(), server_default="0", nullable=False),
        sa.Column("active", types.Flag(), server_default="1", nullable=False),
        sa.CheckConstraint("active IN (0, 1)", name=op.f("ck_dining_area_active")),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name=op.f("fk_dining_area_shop_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dining_area")),
        sa.UniqueConstraint("shop_id", "name", name=op.f("uq_dining_area_shop_id_name")),
        sqlite_strict=True,
    )


def _option_group() -> None:
    op.create_table(
        "option_group",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("shop_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("least", types.Whole(), server_default="0", nullable=False),
        sa.Column("most", types.Whole(), server_default="1", nullable=False),
        sa.Column("free", types.Whole(), server_default="0", nullable=False),
        sa.Column("halves", types.Flag(), server_default="0", nullable=False),
        sa.Column("position", types.Whole(), server_default="0", nullable=False),
        sa.Column("active", types.Flag(), server_default="1", nullable=False),
        sa.CheckConstraint("active IN (0, 1)", name=op.f("ck_option_group_active")),
        sa.CheckConstraint("halves IN (0, 1)", name=op.f("ck_option_group_halves")),
        sa.CheckConstraint(
            "least >= 0 AND free >= 0 AND (most = 0 OR most >= least)", name=op.f("ck_option_group_bounds")
        ),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name=op.f("fk_option_group_shop_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_option_group")),
        sa.UniqueConstraint("shop_id", "name", name=op.f("uq_option_group_shop_id_name")),
        sqlite_strict=True,
    )


def _price_list() -> None:
    op.create_table(
        "price_list",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("shop_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("order_types", types.Json(), server_default="[]", nullable=False),
        sa.Column("tiers", types.Json(), server_default="[]", nullable=False),
        sa.Column("groups", types.Json(), server_default="[]", nullable=False),
        sa.Column("time", types.Json(), server_default="{}", nullable=False),
        sa.Column("priority", types.Whole(), server_default="0", nullable=False),
        sa.Column("active", types.Flag(), server_default="1", nullable=False),
        sa.CheckConstraint("active IN (0, 1)", name=op.f("ck_price_list_active")),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name=op.f("fk_price_list_shop_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_price_list")),
        sa.UniqueConstraint("shop_id", "name", name=op.f("uq_price_list_shop_id_name")),
        sqlite_strict=True,
    )


def _station() -> None:
    op.create_table(
        "station",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("shop_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("printer", sa.Text(), server_default="", nullable=False),
        sa.Column("late_after", types.Whole(), server_default="600", nullable=False),
        sa.Column("position", types.Whole(), server_default="0", nullable=False),
        sa.Column("active", types.Flag(), server_default="1", nullable=False),
        sa.CheckConstraint("active IN (0, 1)", name=op.f("ck_station_active")),
        sa.CheckConstraint("late_after > 0", name=op.f("ck_station_late_after")),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name=op.f("fk_station_shop_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_station")),
        sa.UniqueConstraint("shop_id", "name", name=op.f("uq_station_shop_id_name")),
        sqlite_strict=True,
    )


def _supplier() -> None:
    op.create_table(
        "supplier",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("shop_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), server_default="", nullable=False),
        sa.Column("tax_code", sa.Text(), server_default="", nullable=False),
        sa.Column("address", sa.Text(), server_default="", nullable=False),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("active", types.Flag(), server_default="1", nullable=False),
        sa.CheckConstraint("active IN (0, 1)", name=op.f("ck_supplier_active")),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name=op.f("fk_supplier_shop_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supplier")),
        sa.UniqueConstraint("shop_id", "name", name=op.f("uq_supplier_shop_id_name")),
        sqlite_strict=True,
    )


def _bank_receipt() -> None:
    op.create_table(
        "bank_receipt",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("provider", sa.Text(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("amount", types.Whole(), nullable=False),
        sa.Column("content", sa.Text(), server_default="", nullable=False),
        sa.Column("order_code", sa.Text(), server_default="", nullable=False),
        sa.Column("paid_at", types.Moment(), nullable=False),
        sa.Column("heard_at", types.Moment(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("tender_id", sa.Text(), nullable=True),
        sa.Column("register_id", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "state IN ('matched', 'short', 'over', 'late', 'unknown', 'settled')", name=op.f("ck_bank_receipt_state")
        ),
        sa.CheckConstraint("amount > 0", name=op.f("ck_bank_receipt_amount")),
        sa.ForeignKeyConstraint(["register_id"], ["register.id"], name=op.f("fk_bank_receipt_register_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bank_receipt")),
        sa.UniqueConstraint("provider", "reference", name=op.f("uq_bank_receipt_provider_reference")),
        sqlite_strict=True,
    )
    op.create_index("ix_bank_receipt_order_code", "bank_receipt", ["order_code"], unique=False)


def _dining_table() -> None:
    op.create_table(
        "dining_table",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("area_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("seats", types.Whole(), server_default="4", nullable=False),
        sa.Column("x", types.Whole(), nullable=False),
        sa.Column("y", types.Whole(), nullable=False),
        sa.Column("width", types.Whole(), server_default="2", nullable=False),
        sa.Column("height", types.Whole(), server_default="2", nullable=False),
        sa.Column("shape", sa.Text(), server_default="square", nullable=False),
        sa.Column("active", types.Flag(), server_default="1", nullable=False),
        sa.CheckConstraint("shape IN ('square', 'round')", name=op.f("ck_dining_table_shape")),
        sa.CheckConstraint("active IN (0, 1)", name=op.f("ck_dining_table_active")),
        sa.CheckConstraint("seats BETWEEN 1 AND 99", name=op.f("ck_dining_table_seats")),
        sa.CheckConstraint("x >= 0 AND y >= 0 AND width > 0 AND height > 0", name=op.f("ck_dining_table_place")),
        sa.ForeignKeyConstraint(["area_id"], ["dining_area.id"], name=op.f("fk_dining_table_area_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dining_table")),
        sa.UniqueConstraint("area_id", "name", name=op.f("uq_dining_table_area_id_name")),
        sqlite_strict=True,
    )


def _kitchen_ticket() -> None:
    op.create_table(
        "kitchen_ticket",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("order_id", sa.Text(), nullable=False),
        sa.Column("station_id", sa.Text(), nullable=False),
        sa.Column("register_id", sa.Text(), nullable=False),
        sa.Column("number", types.Whole(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("course", types.Whole(), server_default="0", nullable=False),
        sa.Column("at", types.Moment(), nullable=False),
        sa.Column("staff_id", sa.Text(), nullable=False),
        sa.Column("dining_table", sa.Text(), server_default="", nullable=False),
        sa.Column("order_type", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), server_default="", nullable=False),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("fired_at", types.Moment(), nullable=True),
        sa.Column("done_at", types.Moment(), nullable=True),
        sa.CheckConstraint("kind IN ('order', 'change', 'void')", name=op.f("ck_kitchen_ticket_kind")),
        sa.ForeignKeyConstraint(["register_id"], ["register.id"], name=op.f("fk_kitchen_ticket_register_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_kitchen_ticket_staff_id")),
        sa.ForeignKeyConstraint(["station_id"], ["station.id"], name=op.f("fk_kitchen_ticket_station_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kitchen_ticket")),
        sa.UniqueConstraint("register_id", "number", name=op.f("uq_kitchen_ticket_register_id_number")),
        sqlite_strict=True,
    )
    op.create_index("ix_kitchen_ticket_done_at", "kitchen_ticket", ["done_at", "at"], unique=False)
    op.create_index("ix_kitchen_ticket_order_id", "kitchen_ticket", ["order_id"], unique=False)


def _purchase() -> None:
    op.create_table(
        "purchase",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("register_id", sa.Text(), nullable=False),
        sa.Column("number", types.Whole(), nullable=False),
        sa.Column("supplier_id", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("at", types.Moment(), nullable=False),
        sa.Column("staff_id", sa.Text(), nullable=False),
        sa.Column("expected_on", types.Day(), nullable=True),
        sa.Column("closed_at", types.Moment(), nullable=True),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint("state IN ('ordered', 'part', 'received', 'cancelled')", name=op.f("ck_purchase_state")),
        sa.ForeignKeyConstraint(["register_id"], ["register.id"], name=op.f("fk_purchase_register_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_purchase_staff_id")),
        sa.ForeignKeyConstraint(["supplier_id"], ["supplier.id"], name=op.f("fk_purchase_supplier_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_purchase")),
        sa.UniqueConstraint("register_id", "number", name=op.f("uq_purchase_register_id_number")),
        sqlite_strict=True,
    )
    op.create_index("ix_purchase_at", "purchase", ["at"], unique=False)


def _booking() -> None:
    op.create_table(
        "booking",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("shop_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("phone", sa.Text(), server_default="", nullable=False),
        sa.Column("member_id", sa.Text(), nullable=True),
        sa.Column("guests", types.Whole(), nullable=False),
        sa.Column("at", types.Moment(), nullable=False),
        sa.Column("minutes", types.Whole(), server_default="120", nullable=False),
        sa.Column("tables", types.Json(), server_default="[]", nullable=False),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("made_at", types.Moment(), nullable=False),
        sa.Column("ended_at", types.Moment(), nullable=True),
        sa.Column("staff_id", sa.Text(), nullable=False),
        sa.Column("order_id", sa.Text(), nullable=True),
        sa.CheckConstraint("state IN ('booked', 'seated', 'no_show', 'cancelled')", name=op.f("ck_booking_state")),
        sa.CheckConstraint("guests BETWEEN 1 AND 999", name=op.f("ck_booking_guests")),
        sa.CheckConstraint("minutes BETWEEN 5 AND 1440", name=op.f("ck_booking_minutes")),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_booking_member_id")),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name=op.f("fk_booking_shop_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_booking_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_booking")),
        sqlite_strict=True,
    )
    op.create_index("ix_booking_at", "booking", ["at"], unique=False)
    op.create_index("ix_booking_member_id", "booking", ["member_id"], unique=False)


def _stock_document() -> None:
    op.create_table(
        "stock_document",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("register_id", sa.Text(), nullable=False),
        sa.Column("number", types.Whole(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("at", types.Moment(), nullable=False),
        sa.Column("business_date", types.Day(), nullable=False),
        sa.Column("staff_id", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("reference", sa.Text(), server_default="", nullable=False),
        sa.Column("supplier_id", sa.Text(), nullable=True),
        sa.Column("purchase_id", sa.Text(), nullable=True),
        sa.Column("cost", types.Whole(), server_default="0", nullable=False),
        sa.Column("operation_id", sa.Text(), nullable=False),
        sa.CheckConstraint("kind IN ('receive', 'count', 'adjust', 'waste')", name=op.f("ck_stock_document_kind")),
        sa.ForeignKeyConstraint(["purchase_id"], ["purchase.id"], name=op.f("fk_stock_document_purchase_id")),
        sa.ForeignKeyConstraint(["register_id"], ["register.id"], name=op.f("fk_stock_document_register_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_stock_document_staff_id")),
        sa.ForeignKeyConstraint(["supplier_id"], ["supplier.id"], name=op.f("fk_stock_document_supplier_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stock_document")),
        sa.UniqueConstraint("register_id", "number", name=op.f("uq_stock_document_register_id_number")),
        sqlite_strict=True,
    )
    op.create_index("ix_stock_document_at", "stock_document", ["at"], unique=False)


def _combo_part() -> None:
    op.create_table(
        "combo_part",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("combo_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("qty", types.Whole(), server_default="1", nullable=False),
        sa.Column("position", types.Whole(), server_default="0", nullable=False),
        sa.CheckConstraint("qty BETWEEN 1 AND 20", name=op.f("ck_combo_part_qty")),
        sa.ForeignKeyConstraint(["combo_id"], ["item.id"], name=op.f("fk_combo_part_combo_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_combo_part")),
        sqlite_strict=True,
    )
    op.create_index("ix_combo_part_combo_id", "combo_part", ["combo_id"], unique=False)


def _credit_limit() -> None:
    op.create_table(
        "credit_limit",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Text(), nullable=False),
        sa.Column("amount", types.Whole(), nullable=False),
        sa.Column("at", types.Moment(), nullable=False),
        sa.Column("staff_id", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint("amount >= 0", name=op.f("ck_credit_limit_amount")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_credit_limit_account_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_credit_limit_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_credit_limit")),
        sqlite_strict=True,
    )
    op.create_index("ix_credit_limit_account_id", "credit_limit", ["account_id"], unique=False)


def _debt_entry() -> None:
    op.create_table(
        "debt_entry",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Text(), nullable=False),
        sa.Column("seq", types.Whole(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("amount", types.Whole(), nullable=False),
        sa.Column("at", types.Moment(), nullable=False),
        sa.Column("business_date", types.Day(), nullable=False),
        sa.Column("sale_id", sa.Text(), nullable=True),
        sa.Column("sale_line", types.Whole(), server_default="0", nullable=False),
        sa.Column("refund_id", sa.Text(), nullable=True),
        sa.Column("pays_sale_id", sa.Text(), server_default="", nullable=False),
        sa.Column("operation_id", sa.Text(), nullable=False),
        sa.Column("register_id", sa.Text(), nullable=False),
        sa.Column("staff_id", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint(
            "CASE kind WHEN 'charge' THEN amount > 0 WHEN 'payment' THEN amount <> 0 ELSE amount < 0 END",
            name=op.f("ck_debt_entry_sign"),
        ),
        sa.CheckConstraint("kind IN ('charge', 'payment', 'return', 'write_off')", name=op.f("ck_debt_entry_kind")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_debt_entry_account_id")),
        sa.ForeignKeyConstraint(["register_id"], ["register.id"], name=op.f("fk_debt_entry_register_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_debt_entry_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_debt_entry")),
        sa.UniqueConstraint("account_id", "seq", name=op.f("uq_debt_entry_account_id_seq")),
        sqlite_strict=True,
    )
    op.create_index("ix_debt_entry_pays_sale_id", "debt_entry", ["pays_sale_id"], unique=False)
    op.create_index("ix_debt_entry_sale_id", "debt_entry", ["sale_id"], unique=False)
    op.create_index(
        "ux_debt_entry_charge",
        "debt_entry",
        ["sale_id"],
        unique=True,
        sqlite_where=sa.text("kind = 'charge'"),
        postgresql_where=sa.text("kind = 'charge'"),
    )


def _item_option() -> None:
    op.create_table(
        "item_option",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("item_id", sa.Text(), nullable=False),
        sa.Column("group_id", sa.Text(), nullable=False),
        sa.Column("position", types.Whole(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["option_group.id"], name=op.f("fk_item_option_group_id")),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_item_option_item_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_item_option")),
        sa.UniqueConstraint("item_id", "group_id", name=op.f("uq_item_option_item_id_group_id")),
        sqlite_strict=True,
    )


def _kitchen_line() -> None:
    op.create_table(
        "kitchen_line",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("ticket_id", sa.Text(), nullable=False),
        sa.Column("position", types.Whole(), nullable=False),
        sa.Column("order_line", types.Whole(), nullable=False),
        sa.Column("item_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("options", types.Json(), server_default="[]", nullable=False),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("qty", types.Whole(), nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("done_at", types.Moment(), nullable=True),
        sa.CheckConstraint("qty <> 0", name=op.f("ck_kitchen_line_qty")),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_kitchen_line_item_id")),
        sa.ForeignKeyConstraint(["ticket_id"], ["kitchen_ticket.id"], name=op.f("fk_kitchen_line_ticket_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kitchen_line")),
        sa.UniqueConstraint("ticket_id", "position", name=op.f("uq_kitchen_line_ticket_id_position")),
        sqlite_strict=True,
    )


def _option_choice() -> None:
    op.create_table(
        "option_choice",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("group_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("price", types.Whole(), server_default="0", nullable=False),
        sa.Column("is_default", types.Flag(), server_default="0", nullable=False),
        sa.Column("item_id", sa.Text(), nullable=True),
        sa.Column("item_qty", types.Whole(), server_default="0", nullable=False),
        sa.Column("position", types.Whole(), server_default="0", nullable=False),
        sa.Column("active", types.Flag(), server_default="1", nullable=False),
        sa.CheckConstraint("active IN (0, 1)", name=op.f("ck_option_choice_active")),
        sa.CheckConstraint("is_default IN (0, 1)", name=op.f("ck_option_choice_is_default")),
        sa.CheckConstraint("item_qty >= 0", name=op.f("ck_option_choice_item_qty")),
        sa.CheckConstraint("price >= 0", name=op.f("ck_option_choice_price")),
        sa.ForeignKeyConstraint(["group_id"], ["option_group.id"], name=op.f("fk_option_choice_group_id")),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_option_choice_item_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_option_choice")),
        sa.UniqueConstraint("group_id", "name", name=op.f("uq_option_choice_group_id_name")),
        sqlite_strict=True,
    )


def _price_list_item() -> None:
    op.create_table(
        "price_list_item",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("list_id", sa.Text(), nullable=False),
        sa.Column("item_id", sa.Text(), nullable=False),
        sa.Column("price", types.Whole(), nullable=False),
        sa.CheckConstraint("price >= 0", name=op.f("ck_price_list_item_price")),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_price_list_item_item_id")),
        sa.ForeignKeyConstraint(["list_id"], ["price_list.id"], name=op.f("fk_price_list_item_list_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_price_list_item")),
        sa.UniqueConstraint("list_id", "item_id", name=op.f("uq_price_list_item_list_id_item_id")),
        sqlite_strict=True,
    )


def _purchase_line() -> None:
    op.create_table(
        "purchase_line",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("purchase_id", sa.Text(), nullable=False),
        sa.Column("position", types.Whole(), nullable=False),
        sa.Column("item_id", sa.Text(), nullable=False),
        sa.Column("qty", types.Whole(), nullable=False),
        sa.Column("unit_cost", types.Whole(), nullable=False),
        sa.Column("received", types.Whole(), server_default="0", nullable=False),
        sa.CheckConstraint("qty > 0 AND unit_cost >= 0 AND received >= 0", name=op.f("ck_purchase_line_amounts")),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_purchase_line_item_id")),
        sa.ForeignKeyConstraint(["purchase_id"], ["purchase.id"], name=op.f("fk_purchase_line_purchase_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_purchase_line")),
        sa.UniqueConstraint("purchase_id", "position", name=op.f("uq_purchase_line_purchase_id_position")),
        sqlite_strict=True,
    )


def _recipe_line() -> None:
    op.create_table(
        "recipe_line",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("item_id", sa.Text(), nullable=False),
        sa.Column("ingredient_id", sa.Text(), nullable=False),
        sa.Column("qty", types.Whole(), nullable=False),
        sa.CheckConstraint("item_id <> ingredient_id", name=op.f("ck_recipe_line_other")),
        sa.CheckConstraint("qty > 0", name=op.f("ck_recipe_line_qty")),
        sa.ForeignKeyConstraint(["ingredient_id"], ["item.id"], name=op.f("fk_recipe_line_ingredient_id")),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_recipe_line_item_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recipe_line")),
        sa.UniqueConstraint("item_id", "ingredient_id", name=op.f("uq_recipe_line_item_id_ingredient_id")),
        sqlite_strict=True,
    )


def _combo_choice() -> None:
    op.create_table(
        "combo_choice",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("part_id", sa.Text(), nullable=False),
        sa.Column("item_id", sa.Text(), nullable=False),
        sa.Column("extra", types.Whole(), server_default="0", nullable=False),
        sa.Column("is_default", types.Flag(), server_default="0", nullable=False),
        sa.Column("position", types.Whole(), server_default="0", nullable=False),
        sa.CheckConstraint("extra >= 0", name=op.f("ck_combo_choice_extra")),
        sa.CheckConstraint("is_default IN (0, 1)", name=op.f("ck_combo_choice_is_default")),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_combo_choice_item_id")),
        sa.ForeignKeyConstraint(["part_id"], ["combo_part.id"], name=op.f("fk_combo_choice_part_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_combo_choice")),
        sa.UniqueConstraint("part_id", "item_id", name=op.f("uq_combo_choice_part_id_item_id")),
        sqlite_strict=True,
    )


def _feedback() -> None:
    op.create_table(
        "feedback",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("sale_id", sa.Text(), nullable=False),
        sa.Column("score", types.Whole(), nullable=False),
        sa.Column("at", types.Moment(), nullable=False),
        sa.Column("register_id", sa.Text(), nullable=False),
        sa.CheckConstraint("score BETWEEN 1 AND 5", name=op.f("ck_feedback_score")),
        sa.ForeignKeyConstraint(["register_id"], ["register.id"], name=op.f("fk_feedback_register_id")),
        sa.ForeignKeyConstraint(["sale_id"], ["sale.id"], name=op.f("fk_feedback_sale_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feedback")),
        sa.UniqueConstraint("sale_id", name=op.f("uq_feedback_sale_id")),
        sqlite_strict=True,
    )


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
        sa.Column("code", sa.Text(), server_default="", nullable=False),
        sa.Column("provider", sa.Text(), server_default="", nullable=False),
        sa.Column("expires_at", types.Moment(), nullable=True),
        sa.Column("received", types.Whole(), server_default="0", nullable=False),
        sa.CheckConstraint(
            "kind IN ('cash', 'card', 'bank_qr', 'ewallet', 'gift_card', 'wallet', 'exchange', 'on_credit')",
            name=op.f("ck_pending_tender_kind"),
        ),
        sa.CheckConstraint(
            "state IN ('pending', 'received', 'short', 'over', 'confirmed', 'failed', 'expired', 'late')",
            name=op.f("ck_pending_tender_state"),
        ),
        sa.CheckConstraint("amount > 0", name=op.f("ck_pending_tender_amount")),
        sa.CheckConstraint("received >= 0", name=op.f("ck_pending_tender_received")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pending_tender")),
        sqlite_strict=True,
    )


def _pending_tender_indexes() -> None:
    op.create_index("ix_pending_tender_order_id", "pending_tender", ["order_id"], unique=False)
    op.create_index(
        "ux_pending_tender_code",
        "pending_tender",
        ["code"],
        unique=True,
        sqlite_where=sa.text("code <> ''"),
        postgresql_where=sa.text("code <> ''"),
    )


def _category(name: str) -> None:
    op.create_table(
        name,
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("shop_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("colour", sa.Text(), server_default="", nullable=False),
        sa.Column("position", types.Whole(), server_default="0", nullable=False),
        sa.Column("station_id", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name=op.f("fk_category_shop_id")),
        sa.ForeignKeyConstraint(["station_id"], ["station.id"], name=op.f("fk_category_station_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_category")),
        sa.UniqueConstraint("shop_id", "name", name=op.f("uq_category_shop_id_name")),
        sqlite_strict=True,
    )


def _category_indexes() -> None:
    pass


def _member(name: str) -> None:
    op.create_table(
        name,
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
        sa.Column("groups", types.Json(), server_default="[]", nullable=False),
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


def _member_indexes() -> None:
    op.create_index("ix_member_joined_on", "member", ["joined_on"], unique=False)
    op.create_index("ix_member_referrer_id", "member", ["referrer_id"], unique=False)


def _open_order(name: str) -> None:
    op.create_table(
        name,
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("register_id", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("body", types.Json(), nullable=False),
        sa.Column("opened_at", types.Moment(), nullable=False),
        sa.Column("updated_at", types.Moment(), nullable=False),
        sa.Column("staff_id", sa.Text(), nullable=False),
        sa.Column("revision", types.Whole(), server_default="0", nullable=False),
        sa.Column("label", sa.Text(), server_default="", nullable=False),
        sa.Column("dining_table", sa.Text(), server_default="", nullable=False),
        sa.Column("tables", types.Json(), server_default="[]", nullable=False),
        sa.Column("order_type", sa.Text(), server_default="take_away", nullable=False),
        sa.Column("guests", types.Whole(), server_default="0", nullable=False),
        sa.Column("due", types.Whole(), server_default="0", nullable=False),
        sa.Column("billed_at", types.Moment(), nullable=True),
        sa.Column("due_at", types.Moment(), nullable=True),
        sa.Column("account_id", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint("state IN ('open', 'held', 'paid', 'dropped', 'merged')", name=op.f("ck_open_order_state")),
        sa.ForeignKeyConstraint(["register_id"], ["register.id"], name=op.f("fk_open_order_register_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_open_order_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_open_order")),
        sqlite_strict=True,
    )


def _open_order_indexes() -> None:
    op.create_index("ix_open_order_state", "open_order", ["state"], unique=False)
    op.create_index(
        "ux_open_order_one_open",
        "open_order",
        ["register_id"],
        unique=True,
        sqlite_where=sa.text("state = 'open'"),
        postgresql_where=sa.text("state = 'open'"),
    )


def _item(name: str) -> None:
    op.create_table(
        name,
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
        sa.Column("ware", sa.Text(), server_default="goods", nullable=False),
        sa.Column("family", sa.Text(), server_default="", nullable=False),
        sa.Column("attributes", types.Json(), server_default="[]", nullable=False),
        sa.Column("base_id", sa.Text(), nullable=True),
        sa.Column("base_qty", types.Whole(), server_default="1000", nullable=False),
        sa.Column("open_price", types.Flag(), server_default="0", nullable=False),
        sa.Column("asks_serial", types.Flag(), server_default="0", nullable=False),
        sa.Column("sold", types.Flag(), server_default="1", nullable=False),
        sa.Column("tracked", types.Flag(), server_default="0", nullable=False),
        sa.Column("low_stock", types.Whole(), server_default="0", nullable=False),
        sa.Column("picture", sa.Text(), server_default="", nullable=False),
        sa.Column("station_id", sa.Text(), nullable=True),
        sa.Column("course", types.Whole(), server_default="0", nullable=False),
        sa.Column("sold_out_on", types.Day(), nullable=True),
        sa.CheckConstraint(
            "ware IN ('goods', 'gift_card', 'top_up', 'membership', 'service', 'delivery', 'tip', 'deposit', 'debt')",
            name=op.f("ck_item_ware"),
        ),
        sa.CheckConstraint("active IN (0, 1)", name=op.f("ck_item_active")),
        sa.CheckConstraint("asks_serial IN (0, 1)", name=op.f("ck_item_asks_serial")),
        sa.CheckConstraint("base_id IS NULL OR base_id <> id", name=op.f("ck_item_base")),
        sa.CheckConstraint("base_qty > 0", name=op.f("ck_item_base_qty")),
        sa.CheckConstraint("by_weight IN (0, 1)", name=op.f("ck_item_by_weight")),
        sa.CheckConstraint("cost >= 0", name=op.f("ck_item_cost")),
        sa.CheckConstraint("course BETWEEN 0 AND 9", name=op.f("ck_item_course")),
        sa.CheckConstraint("earns_points IN (0, 1)", name=op.f("ck_item_earns_points")),
        sa.CheckConstraint("low_stock >= 0", name=op.f("ck_item_low_stock")),
        sa.CheckConstraint("open_price IN (0, 1)", name=op.f("ck_item_open_price")),
        sa.CheckConstraint("plu IS NULL OR length(plu) = 5", name=op.f("ck_item_plu")),
        sa.CheckConstraint("price >= 0", name=op.f("ck_item_price")),
        sa.CheckConstraint("sold IN (0, 1)", name=op.f("ck_item_sold")),
        sa.CheckConstraint("tracked IN (0, 1)", name=op.f("ck_item_tracked")),
        sa.ForeignKeyConstraint(["base_id"], ["item.id"], name=op.f("fk_item_base_id")),
        sa.ForeignKeyConstraint(["category_id"], ["category.id"], name=op.f("fk_item_category_id")),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name=op.f("fk_item_shop_id")),
        sa.ForeignKeyConstraint(["station_id"], ["station.id"], name=op.f("fk_item_station_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_item")),
        sa.UniqueConstraint("shop_id", "sku", name=op.f("uq_item_shop_id_sku")),
        sqlite_strict=True,
    )


def _item_indexes() -> None:
    op.create_index(
        "ux_item_plu",
        "item",
        ["shop_id", "plu"],
        unique=True,
        sqlite_where=sa.text("plu IS NOT NULL"),
        postgresql_where=sa.text("plu IS NOT NULL"),
    )


def _sale(name: str) -> None:
    op.create_table(
        name,
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
        sa.Column("facts", types.Json(), server_default="{}", nullable=False),
        sa.Column("reward_points", types.Whole(), server_default="0", nullable=False),
        sa.Column("holder_id", sa.Text(), nullable=True),
        sa.Column("guests", types.Whole(), server_default="0", nullable=False),
        sa.Column("label", sa.Text(), server_default="", nullable=False),
        sa.Column("cash_rounding", types.Whole(), server_default="0", nullable=False),
        sa.CheckConstraint("order_type IN ('dine_in', 'take_away', 'delivery')", name=op.f("ck_sale_order_type")),
        sa.CheckConstraint("(points = 0) = (points_value = 0)", name=op.f("ck_sale_points")),
        sa.CheckConstraint(
            "account_id IS NOT NULL OR (points = 0 AND earned = 0 AND reward_points = 0)", name=op.f("ck_sale_member")
        ),
        sa.CheckConstraint("cash_rounding BETWEEN -500 AND 500", name=op.f("ck_sale_cash_rounding")),
        sa.CheckConstraint("due = goods - discount - points_value", name=op.f("ck_sale_due")),
        sa.CheckConstraint("is_sample IN (0, 1)", name=op.f("ck_sale_is_sample")),
        sa.CheckConstraint(
            (
                "number > 0 AND goods >= 0 AND discount >= 0 AND points >= 0 AND points_value >= 0 AND due "
                ">= 0 AND change >= 0 AND basis >= 0 AND earned >= 0"
            ),
            name=op.f("ck_sale_positive"),
        ),
        sa.CheckConstraint("paid - change = due + cash_rounding", name=op.f("ck_sale_change")),
        sa.CheckConstraint("reward_points >= 0", name=op.f("ck_sale_reward_points")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_sale_account_id")),
        sa.ForeignKeyConstraint(["register_id"], ["register.id"], name=op.f("fk_sale_register_id")),
        sa.ForeignKeyConstraint(["shift_id"], ["shift.id"], name=op.f("fk_sale_shift_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_sale_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sale")),
        sa.UniqueConstraint("order_id", name=op.f("uq_sale_order_id")),
        sa.UniqueConstraint("register_id", "number", name=op.f("uq_sale_register_id_number")),
        sqlite_strict=True,
    )


def _sale_indexes() -> None:
    op.create_index("ix_sale_account_id_business_date", "sale", ["account_id", "business_date"], unique=False)
    op.create_index("ix_sale_business_date", "sale", ["business_date"], unique=False)


def _stock_movement(name: str) -> None:
    op.create_table(
        name,
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
        sa.Column("refund_id", sa.Text(), nullable=True),
        sa.Column("document_id", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "(kind IN ('receive', 'count', 'adjust', 'waste')) = (document_id IS NOT NULL)",
            name=op.f("ck_stock_movement_document"),
        ),
        sa.CheckConstraint(
            "kind IN ('sale', 'import', 'refund', 'use', 'use_back', 'receive', 'count', 'adjust', 'waste')",
            name=op.f("ck_stock_movement_kind"),
        ),
        sa.ForeignKeyConstraint(["document_id"], ["stock_document.id"], name=op.f("fk_stock_movement_document_id")),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_stock_movement_item_id")),
        sa.ForeignKeyConstraint(["register_id"], ["register.id"], name=op.f("fk_stock_movement_register_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stock_movement")),
        sqlite_strict=True,
    )


def _stock_movement_indexes() -> None:
    op.create_index("ix_stock_movement_item_id", "stock_movement", ["item_id"], unique=False)
    op.create_index(
        "ux_stock_movement_refund",
        "stock_movement",
        ["refund_id", "sale_line"],
        unique=True,
        sqlite_where=sa.text("kind = 'refund'"),
        postgresql_where=sa.text("kind = 'refund'"),
    )
    op.create_index(
        "ux_stock_movement_sale",
        "stock_movement",
        ["sale_id", "sale_line"],
        unique=True,
        sqlite_where=sa.text("kind = 'sale'"),
        postgresql_where=sa.text("kind = 'sale'"),
    )
    op.create_index(
        "ux_stock_movement_use",
        "stock_movement",
        ["sale_id", "sale_line", "item_id"],
        unique=True,
        sqlite_where=sa.text("kind = 'use'"),
        postgresql_where=sa.text("kind = 'use'"),
    )
    op.create_index(
        "ux_stock_movement_use_back",
        "stock_movement",
        ["refund_id", "sale_line", "item_id"],
        unique=True,
        sqlite_where=sa.text("kind = 'use_back'"),
        postgresql_where=sa.text("kind = 'use_back'"),
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
        sa.Column("bundle", types.Whole(), server_default="0", nullable=False),
        sa.Column("pieces", types.Whole(), server_default="1", nullable=False),
        sa.Column("price_list", sa.Text(), server_default="", nullable=False),
        sa.Column("serial", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint(
            "ware IN ('goods', 'gift_card', 'top_up', 'membership', 'service', 'delivery', 'tip', 'deposit', 'debt')",
            name=op.f("ck_sale_line_ware"),
        ),
        sa.CheckConstraint(
            "amount = gross - line_discount - order_discount - points_share", name=op.f("ck_sale_line_amount")
        ),
        sa.CheckConstraint("earns_points IN (0, 1)", name=op.f("ck_sale_line_earns_points")),
        sa.CheckConstraint(
            (
                "gross >= 0 AND line_discount >= 0 AND order_discount >= 0 AND points_share >= 0 AND amount "
                ">= 0 AND earned >= 0"
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
            "kind IN ('cash', 'card', 'bank_qr', 'ewallet', 'gift_card', 'wallet', 'exchange', 'on_credit')",
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
            "kind IN ('cash', 'card', 'bank_qr', 'ewallet', 'gift_card', 'wallet', 'exchange', 'on_credit')",
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
