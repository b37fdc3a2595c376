"""Money back, vouchers, stored value, games, giving, partners, merged members: all that the whole programme keeps."""

from collections.abc import Callable

import sqlalchemy as sa
from alembic import op

from pos_desktop.storage import types

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Rebuild what changed with all its rows, make what is new, and give old sales their activity."""
    for make in (
        _wheel_round,
        _cause_payment,
        _holder,
        _activity,
        _donation,
        _manual_tier,
        _member_merge,
        _membership_term,
        _partner_voucher,
        _referral_reward,
        _reward_use,
        _stamp_entry,
        _stored_card,
        _voucher,
        _wheel_draw,
        _attachment,
        _refund,
        _sale_reduction,
        _stored_entry,
        _voucher_use,
        _refund_line,
        _refund_tax,
        _refund_tender,
    ):
        make()
    for name, make_again, make_indexes in (
        ("pending_tender", _pending_tender, _pending_tender_indexes),
        ("staff", _staff, _staff_indexes),
        ("item", _item, _item_indexes),
        ("member", _member, _member_indexes),
        ("outbox", _outbox, _outbox_indexes),
        ("account", _account, _account_indexes),
        ("cash_movement", _cash_movement, _cash_movement_indexes),
        ("person", _person, _person_indexes),
        ("stock_movement", _stock_movement, _stock_movement_indexes),
        ("card", _card, _card_indexes),
        ("entry", _entry, _entry_indexes),
        ("member_phone", _member_phone, _member_phone_indexes),
        ("sale", _sale, _sale_indexes),
        ("tier_change", _tier_change, _tier_change_indexes),
        ("lot", _lot, _lot_indexes),
        ("sale_line", _sale_line, _sale_line_indexes),
        ("tender", _tender, _tender_indexes),
    ):
        _rebuild(name, make_again, make_indexes)
    op.create_index("ix_member_referrer_id", "member", ["referrer_id"], unique=False)
    _fill_activity()
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


def _fill_activity() -> None:
    """What every past member sale added to its account's metrics."""
    op.execute(
        "INSERT INTO activity (id, account_id, seq, kind, on_date, spend, points, visits, sale_id, at) "
        "SELECT id, account_id, account_seq, 'sale', business_date, basis, earned, 1, id, at "
        "FROM sale WHERE account_id IS NOT NULL"
    )
    op.execute(
        "UPDATE account SET active_on = (SELECT max(business_date) FROM sale WHERE sale.account_id = account.id)"
    )


def _fill_counters() -> None:
    """Every register gets its series of refund documents."""
    op.execute(
        "INSERT INTO counter (id, register_id, kind, value) SELECT 'refund-' || id, id, 'refund', 0 FROM register"
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
        sa.CheckConstraint(
            "kind IN ('cash', 'card', 'bank_qr', 'ewallet', 'gift_card', 'wallet')", name=op.f("ck_pending_tender_kind")
        ),
        sa.CheckConstraint("state IN ('pending', 'confirmed', 'failed')", name=op.f("ck_pending_tender_state")),
        sa.CheckConstraint("amount > 0", name=op.f("ck_pending_tender_amount")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pending_tender")),
        sqlite_strict=True,
    )


def _pending_tender_indexes() -> None:
    op.create_index("ix_pending_tender_order_id", "pending_tender", ["order_id"], unique=False)


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
        sa.CheckConstraint("role IN ('cashier', 'manager', 'owner')", name=op.f("ck_staff_role")),
        sa.CheckConstraint("active IN (0, 1)", name=op.f("ck_staff_active")),
        sa.CheckConstraint("failed_pins >= 0", name=op.f("ck_staff_failed_pins")),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name=op.f("fk_staff_shop_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff")),
        sa.UniqueConstraint("shop_id", "name", name=op.f("uq_staff_shop_id_name")),
        sqlite_strict=True,
    )


def _staff_indexes() -> None:
    pass


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
        sa.CheckConstraint("ware IN ('goods', 'gift_card', 'top_up', 'membership')", name=op.f("ck_item_ware")),
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


def _item_indexes() -> None:
    op.create_index(
        "ux_item_plu",
        "item",
        ["shop_id", "plu"],
        unique=True,
        sqlite_where=sa.text("plu IS NOT NULL"),
        postgresql_where=sa.text("plu IS NOT NULL"),
    )


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


def _outbox(name: str) -> None:
    op.create_table(
        name,
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
        sa.CheckConstraint("kind IN ('receipt', 'drawer', 'refund', 'slip')", name=op.f("ck_outbox_kind")),
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


def _outbox_indexes() -> None:
    op.create_index("ix_outbox_state_next_at", "outbox", ["state", "next_at"], unique=False)


def _account(name: str) -> None:
    op.create_table(
        name,
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("member_id", sa.Text(), nullable=False),
        sa.Column("balance", types.Whole(), server_default="0", nullable=False),
        sa.Column("debt", types.Whole(), server_default="0", nullable=False),
        sa.Column("tier", sa.Text(), nullable=False),
        sa.Column("tier_until", types.Day(), nullable=True),
        sa.Column("seq", types.Whole(), server_default="0", nullable=False),
        sa.Column("lifetime_earned", types.Whole(), server_default="0", nullable=False),
        sa.Column("active_on", types.Day(), nullable=True),
        sa.CheckConstraint("balance >= 0", name=op.f("ck_account_balance")),
        sa.CheckConstraint("debt >= 0", name=op.f("ck_account_debt")),
        sa.CheckConstraint("lifetime_earned >= 0", name=op.f("ck_account_lifetime")),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_account_member_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint("member_id", name=op.f("uq_account_member_id")),
        sqlite_strict=True,
    )


def _account_indexes() -> None:
    pass


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
        sa.CheckConstraint(
            "kind IN ('float', 'sale', 'refund', 'paid_in', 'paid_out', 'drop')", name=op.f("ck_cash_movement_kind")
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


def _person(name: str) -> None:
    op.create_table(
        name,
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
        sa.Column("is_lunar", types.Flag(), server_default="0", nullable=False),
        sa.Column("birthday_changes", types.Whole(), server_default="0", nullable=False),
        sa.Column("birthday_changed_on", types.Day(), nullable=True),
        sa.Column("failed_pins", types.Whole(), server_default="0", nullable=False),
        sa.Column("locked_until", types.Moment(), nullable=True),
        sa.CheckConstraint("gender IN ('', 'male', 'female', 'other')", name=op.f("ck_person_gender")),
        sa.CheckConstraint("is_lunar IN (0, 1)", name=op.f("ck_person_is_lunar")),
        sa.CheckConstraint("length(name) <= 80", name=op.f("ck_person_name")),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_person_member_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("member_id", name=op.f("uq_person_member_id")),
        sqlite_strict=True,
    )


def _person_indexes() -> None:
    op.create_index("ix_person_birthday", "person", ["birthday"], unique=False)
    op.create_index("ix_person_is_lunar", "person", ["is_lunar"], unique=False)
    op.create_index("ix_person_search_key", "person", ["search_key", "member_id"], unique=False)


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
        sa.CheckConstraint("kind IN ('sale', 'import', 'refund')", name=op.f("ck_stock_movement_kind")),
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
        sqlite_where=sa.text("refund_id IS NOT NULL"),
        postgresql_where=sa.text("refund_id IS NOT NULL"),
    )
    op.create_index(
        "ux_stock_movement_sale",
        "stock_movement",
        ["sale_id", "sale_line"],
        unique=True,
        sqlite_where=sa.text("kind = 'sale'"),
        postgresql_where=sa.text("kind = 'sale'"),
    )


def _card(name: str) -> None:
    op.create_table(
        name,
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("member_id", sa.Text(), nullable=False),
        sa.Column("key_id", types.Whole(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("serial", types.Whole(), nullable=False),
        sa.Column("issued_at", types.Moment(), nullable=False),
        sa.Column("revoked_at", types.Moment(), nullable=True),
        sa.Column("holder_id", sa.Text(), nullable=True),
        sa.CheckConstraint("length(number) = 8", name=op.f("ck_card_number")),
        sa.CheckConstraint("serial BETWEEN 1 AND 99", name=op.f("ck_card_serial")),
        sa.ForeignKeyConstraint(["holder_id"], ["holder.id"], name=op.f("fk_card_holder_id")),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_card_member_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_card")),
        sa.UniqueConstraint("number", "serial", name=op.f("uq_card_number_serial")),
        sqlite_strict=True,
    )


def _card_indexes() -> None:
    op.create_index("ix_card_member_id", "card", ["member_id"], unique=False)


def _entry(name: str) -> None:
    op.create_table(
        name,
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
        sa.Column("refund_id", sa.Text(), nullable=True),
        sa.Column("pair_id", sa.Text(), nullable=True),
        sa.Column("occasion", sa.Text(), nullable=True),
        sa.CheckConstraint(
            (
                "CASE WHEN kind IN ('accrual', 'opening', 'restoration') THEN points > 0 WHEN kind IN "
                "('redemption', 'expiry', 'clawback') THEN points < 0 ELSE points <> 0 END"
            ),
            name=op.f("ck_entry_sign"),
        ),
        sa.CheckConstraint(
            (
                "kind IN ('accrual', 'redemption', 'expiry', 'opening', 'adjustment', 'clawback', "
                "'restoration', 'transfer')"
            ),
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


def _entry_indexes() -> None:
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
        "ux_entry_occasion",
        "entry",
        ["occasion"],
        unique=True,
        sqlite_where=sa.text("occasion IS NOT NULL"),
        postgresql_where=sa.text("occasion IS NOT NULL"),
    )
    op.create_index(
        "ux_entry_refund_kind",
        "entry",
        ["refund_id", "kind"],
        unique=True,
        sqlite_where=sa.text("refund_id IS NOT NULL"),
        postgresql_where=sa.text("refund_id IS NOT NULL"),
    )
    op.create_index(
        "ux_entry_sale_kind",
        "entry",
        ["sale_id", "kind"],
        unique=True,
        sqlite_where=sa.text("kind IN ('accrual', 'redemption') AND pair_id IS NULL"),
        postgresql_where=sa.text("kind IN ('accrual', 'redemption') AND pair_id IS NULL"),
    )


def _member_phone(name: str) -> None:
    op.create_table(
        name,
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("shop_id", sa.Text(), nullable=False),
        sa.Column("member_id", sa.Text(), nullable=False),
        sa.Column("e164", sa.Text(), nullable=False),
        sa.Column("is_primary", types.Flag(), server_default="1", nullable=False),
        sa.Column("is_doubtful", types.Flag(), server_default="0", nullable=False),
        sa.Column("holder_id", sa.Text(), nullable=True),
        sa.CheckConstraint("is_doubtful IN (0, 1)", name=op.f("ck_member_phone_is_doubtful")),
        sa.CheckConstraint("is_primary IN (0, 1)", name=op.f("ck_member_phone_is_primary")),
        sa.CheckConstraint("length(e164) BETWEEN 6 AND 20", name=op.f("ck_member_phone_e164")),
        sa.ForeignKeyConstraint(["holder_id"], ["holder.id"], name=op.f("fk_member_phone_holder_id")),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_member_phone_member_id")),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name=op.f("fk_member_phone_shop_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_member_phone")),
        sa.UniqueConstraint("shop_id", "e164", name=op.f("uq_member_phone_shop_id_e164")),
        sqlite_strict=True,
    )


def _member_phone_indexes() -> None:
    op.create_index("ix_member_phone_member_id", "member_phone", ["member_id"], unique=False)


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
        sa.CheckConstraint("order_type IN ('dine_in', 'take_away', 'delivery')", name=op.f("ck_sale_order_type")),
        sa.CheckConstraint("(points = 0) = (points_value = 0)", name=op.f("ck_sale_points")),
        sa.CheckConstraint(
            "account_id IS NOT NULL OR (points = 0 AND earned = 0 AND reward_points = 0)", name=op.f("ck_sale_member")
        ),
        sa.CheckConstraint("due = goods - discount - points_value", name=op.f("ck_sale_due")),
        sa.CheckConstraint("is_sample IN (0, 1)", name=op.f("ck_sale_is_sample")),
        sa.CheckConstraint(
            (
                "number > 0 AND goods >= 0 AND discount >= 0 AND points >= 0 AND points_value >= 0 AND "
                "due >= 0 AND change >= 0 AND basis >= 0 AND earned >= 0"
            ),
            name=op.f("ck_sale_positive"),
        ),
        sa.CheckConstraint("paid - change = due", name=op.f("ck_sale_change")),
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


def _tier_change(name: str) -> None:
    op.create_table(
        name,
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
        sa.Column("refund_id", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "move IN ('upgrade', 'renewal', 'fall', 'reversal', 'regrade')", name=op.f("ck_tier_change_move")
        ),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_tier_change_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tier_change")),
        sa.UniqueConstraint("account_id", "seq", name=op.f("uq_tier_change_account_id_seq")),
        sqlite_strict=True,
    )


def _tier_change_indexes() -> None:
    pass


def _lot(name: str) -> None:
    op.create_table(
        name,
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Text(), nullable=False),
        sa.Column("entry_id", sa.Text(), nullable=False),
        sa.Column("seq", types.Whole(), nullable=False),
        sa.Column("points", types.Whole(), nullable=False),
        sa.Column("left_points", types.Whole(), nullable=False),
        sa.Column("usable_from", types.Day(), nullable=False),
        sa.Column("expires_on", types.Day(), nullable=True),
        sa.Column("sale_id", sa.Text(), nullable=True),
        sa.Column("origin_id", sa.Text(), nullable=True),
        sa.Column("idle_months", types.Whole(), nullable=True),
        sa.CheckConstraint("idle_months IS NULL OR idle_months > 0", name=op.f("ck_lot_idle_months")),
        sa.CheckConstraint("left_points BETWEEN 0 AND points", name=op.f("ck_lot_left_points")),
        sa.CheckConstraint("points > 0", name=op.f("ck_lot_points")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_lot_account_id")),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_lot_entry_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lot")),
        sa.UniqueConstraint("account_id", "seq", name=op.f("uq_lot_account_id_seq")),
        sqlite_strict=True,
    )


def _lot_indexes() -> None:
    op.create_index("ix_lot_account_id_left", "lot", ["account_id", "left_points"], unique=False)
    op.create_index("ix_lot_expires_on", "lot", ["expires_on"], unique=False)


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
            "kind IN ('cash', 'card', 'bank_qr', 'ewallet', 'gift_card', 'wallet')", name=op.f("ck_tender_kind")
        ),
        sa.CheckConstraint("amount > 0", name=op.f("ck_tender_amount")),
        sa.ForeignKeyConstraint(["sale_id"], ["sale.id"], name=op.f("fk_tender_sale_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tender")),
        sa.UniqueConstraint("sale_id", "position", name=op.f("uq_tender_sale_id_position")),
        sqlite_strict=True,
    )


def _tender_indexes() -> None:
    pass


def _wheel_round() -> None:
    op.create_table(
        "wheel_round",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("wheel", sa.Text(), nullable=False),
        sa.Column("programme_version", types.Whole(), nullable=False),
        sa.Column("commitment", sa.Text(), nullable=False),
        sa.Column("definition", types.Json(), nullable=False),
        sa.Column("opened_at", types.Moment(), nullable=False),
        sa.Column("closed_at", types.Moment(), nullable=True),
        sa.Column("seed", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint("length(commitment) = 64", name=op.f("ck_wheel_round_commitment")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wheel_round")),
        sqlite_strict=True,
    )
    op.create_index(
        "ux_wheel_round_open",
        "wheel_round",
        ["wheel"],
        unique=True,
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    )


def _cause_payment() -> None:
    op.create_table(
        "cause_payment",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("amount", types.Whole(), nullable=False),
        sa.Column("on_date", types.Day(), nullable=False),
        sa.Column("reference", sa.Text(), server_default="", nullable=False),
        sa.Column("at", types.Moment(), nullable=False),
        sa.Column("staff_id", sa.Text(), nullable=False),
        sa.CheckConstraint("amount > 0", name=op.f("ck_cause_payment_amount")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_cause_payment_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cause_payment")),
        sqlite_strict=True,
    )


def _holder() -> None:
    op.create_table(
        "holder",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("member_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("points_per_month", types.Whole(), nullable=True),
        sa.Column("active", types.Flag(), server_default="1", nullable=False),
        sa.Column("at", types.Moment(), nullable=False),
        sa.CheckConstraint("active IN (0, 1)", name=op.f("ck_holder_active")),
        sa.CheckConstraint("length(name) <= 80", name=op.f("ck_holder_name")),
        sa.CheckConstraint(
            "points_per_month IS NULL OR points_per_month >= 0", name=op.f("ck_holder_points_per_month")
        ),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_holder_member_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_holder")),
        sqlite_strict=True,
    )
    op.create_index("ix_holder_member_id", "holder", ["member_id"], unique=False)


def _activity() -> None:
    op.create_table(
        "activity",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Text(), nullable=False),
        sa.Column("seq", types.Whole(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("on_date", types.Day(), nullable=False),
        sa.Column("spend", types.Whole(), nullable=False),
        sa.Column("points", types.Whole(), nullable=False),
        sa.Column("visits", types.Whole(), nullable=False),
        sa.Column("sale_id", sa.Text(), nullable=True),
        sa.Column("source_id", sa.Text(), nullable=True),
        sa.Column("at", types.Moment(), nullable=False),
        sa.CheckConstraint("kind = 'sale' OR spend <> 0 OR points <> 0 OR visits <> 0", name=op.f("ck_activity_empty")),
        sa.CheckConstraint("kind IN ('sale', 'refund', 'claim', 'move', 'merge')", name=op.f("ck_activity_kind")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_activity_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_activity")),
        sa.UniqueConstraint("account_id", "seq", name=op.f("uq_activity_account_id_seq")),
        sqlite_strict=True,
    )
    op.create_index("ix_activity_account_id_on_date", "activity", ["account_id", "on_date"], unique=False)


def _donation() -> None:
    op.create_table(
        "donation",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Text(), nullable=False),
        sa.Column("entry_id", sa.Text(), nullable=False),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("points", types.Whole(), nullable=False),
        sa.Column("value", types.Whole(), nullable=False),
        sa.Column("at", types.Moment(), nullable=False),
        sa.Column("business_date", types.Day(), nullable=False),
        sa.Column("register_id", sa.Text(), nullable=False),
        sa.Column("staff_id", sa.Text(), nullable=True),
        sa.CheckConstraint("points > 0 AND value > 0", name=op.f("ck_donation_amounts")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_donation_account_id")),
        sa.ForeignKeyConstraint(["register_id"], ["register.id"], name=op.f("fk_donation_register_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_donation_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_donation")),
        sa.UniqueConstraint("entry_id", name=op.f("uq_donation_entry_id")),
        sqlite_strict=True,
    )
    op.create_index("ix_donation_account_id", "donation", ["account_id"], unique=False)
    op.create_index("ix_donation_business_date", "donation", ["business_date"], unique=False)


def _manual_tier() -> None:
    op.create_table(
        "manual_tier",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Text(), nullable=False),
        sa.Column("tier", sa.Text(), server_default="", nullable=False),
        sa.Column("from_on", types.Day(), nullable=False),
        sa.Column("until_on", types.Day(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("staff_id", sa.Text(), nullable=False),
        sa.Column("at", types.Moment(), nullable=False),
        sa.Column("operation_id", sa.Text(), nullable=False),
        sa.Column("step", types.Whole(), nullable=False),
        sa.CheckConstraint("length(reason) > 0", name=op.f("ck_manual_tier_reason")),
        sa.CheckConstraint("step > 0", name=op.f("ck_manual_tier_step")),
        sa.CheckConstraint("until_on >= from_on", name=op.f("ck_manual_tier_order")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_manual_tier_account_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_manual_tier_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_manual_tier")),
        sa.UniqueConstraint("account_id", "step", name=op.f("uq_manual_tier_account_id_step")),
        sqlite_strict=True,
    )


def _member_merge() -> None:
    op.create_table(
        "member_merge",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("from_account_id", sa.Text(), nullable=False),
        sa.Column("to_account_id", sa.Text(), nullable=False),
        sa.Column("from_member_id", sa.Text(), nullable=False),
        sa.Column("to_member_id", sa.Text(), nullable=False),
        sa.Column("picture", types.Json(), nullable=False),
        sa.Column("at", types.Moment(), nullable=False),
        sa.Column("staff_id", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("undone_at", types.Moment(), nullable=True),
        sa.Column("undone_by", sa.Text(), nullable=True),
        sa.CheckConstraint("from_account_id <> to_account_id", name=op.f("ck_member_merge_other")),
        sa.ForeignKeyConstraint(["from_account_id"], ["account.id"], name=op.f("fk_member_merge_from_account_id")),
        sa.ForeignKeyConstraint(["from_member_id"], ["member.id"], name=op.f("fk_member_merge_from_member_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_member_merge_staff_id")),
        sa.ForeignKeyConstraint(["to_account_id"], ["account.id"], name=op.f("fk_member_merge_to_account_id")),
        sa.ForeignKeyConstraint(["to_member_id"], ["member.id"], name=op.f("fk_member_merge_to_member_id")),
        sa.ForeignKeyConstraint(["undone_by"], ["staff.id"], name=op.f("fk_member_merge_undone_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_member_merge")),
        sqlite_strict=True,
    )
    op.create_index("ix_member_merge_to_account_id", "member_merge", ["to_account_id"], unique=False)
    op.create_index(
        "ux_member_merge_from",
        "member_merge",
        ["from_account_id"],
        unique=True,
        sqlite_where=sa.text("undone_at IS NULL"),
        postgresql_where=sa.text("undone_at IS NULL"),
    )


def _membership_term() -> None:
    op.create_table(
        "membership_term",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Text(), nullable=False),
        sa.Column("plan", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("from_on", types.Day(), nullable=False),
        sa.Column("until_on", types.Day(), nullable=True),
        sa.Column("price", types.Whole(), nullable=False),
        sa.Column("sale_id", sa.Text(), nullable=False),
        sa.Column("sale_line", types.Whole(), nullable=False),
        sa.Column("refund_id", sa.Text(), nullable=True),
        sa.Column("at", types.Moment(), nullable=False),
        sa.CheckConstraint("kind IN ('sold', 'returned')", name=op.f("ck_membership_term_kind")),
        sa.CheckConstraint("price >= 0", name=op.f("ck_membership_term_price")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_membership_term_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_membership_term")),
        sa.UniqueConstraint("sale_id", "sale_line", "kind", name=op.f("uq_membership_term_sale_id_sale_line_kind")),
        sqlite_strict=True,
    )
    op.create_index("ix_membership_term_account_id", "membership_term", ["account_id"], unique=False)


def _partner_voucher() -> None:
    op.create_table(
        "partner_voucher",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("partner", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("value", types.Whole(), nullable=False),
        sa.Column("account_id", sa.Text(), nullable=True),
        sa.Column("sale_id", sa.Text(), nullable=True),
        sa.Column("refund_id", sa.Text(), nullable=True),
        sa.Column("business_date", types.Day(), nullable=False),
        sa.Column("at", types.Moment(), nullable=False),
        sa.Column("register_id", sa.Text(), nullable=False),
        sa.Column("serial", types.Whole(), nullable=False),
        sa.Column("turn", types.Whole(), server_default="1", nullable=False),
        sa.CheckConstraint("kind IN ('issued', 'taken', 'returned')", name=op.f("ck_partner_voucher_kind")),
        sa.CheckConstraint("turn > 0", name=op.f("ck_partner_voucher_turn")),
        sa.CheckConstraint("value > 0", name=op.f("ck_partner_voucher_value")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_partner_voucher_account_id")),
        sa.ForeignKeyConstraint(["register_id"], ["register.id"], name=op.f("fk_partner_voucher_register_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partner_voucher")),
        sa.UniqueConstraint("kind", "code", "turn", name=op.f("uq_partner_voucher_kind_code_turn")),
        sqlite_strict=True,
    )
    op.create_index("ix_partner_voucher_account_id", "partner_voucher", ["account_id"], unique=False)
    op.create_index("ix_partner_voucher_partner", "partner_voucher", ["partner", "business_date"], unique=False)
    op.create_index("ix_partner_voucher_sale_id", "partner_voucher", ["sale_id"], unique=False)


def _referral_reward() -> None:
    op.create_table(
        "referral_reward",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("friend_id", sa.Text(), nullable=False),
        sa.Column("referrer_id", sa.Text(), nullable=False),
        sa.Column("sale_id", sa.Text(), nullable=False),
        sa.Column("friend_points", types.Whole(), nullable=False),
        sa.Column("referrer_points", types.Whole(), nullable=False),
        sa.Column("refused", sa.Text(), server_default="", nullable=False),
        sa.Column("at", types.Moment(), nullable=False),
        sa.Column("business_date", types.Day(), nullable=False),
        sa.CheckConstraint("friend_points >= 0 AND referrer_points >= 0", name=op.f("ck_referral_reward_points")),
        sa.ForeignKeyConstraint(["friend_id"], ["account.id"], name=op.f("fk_referral_reward_friend_id")),
        sa.ForeignKeyConstraint(["referrer_id"], ["account.id"], name=op.f("fk_referral_reward_referrer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referral_reward")),
        sa.UniqueConstraint("friend_id", "sale_id", name=op.f("uq_referral_reward_friend_id_sale_id")),
        sqlite_strict=True,
    )
    op.create_index("ix_referral_reward_referrer_id", "referral_reward", ["referrer_id"], unique=False)
    op.create_index("ix_referral_reward_sale_id", "referral_reward", ["sale_id"], unique=False)
    op.create_index(
        "ux_referral_reward_friend",
        "referral_reward",
        ["friend_id"],
        unique=True,
        sqlite_where=sa.text("refused = ''"),
        postgresql_where=sa.text("refused = ''"),
    )


def _reward_use() -> None:
    op.create_table(
        "reward_use",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Text(), nullable=False),
        sa.Column("reward", sa.Text(), nullable=False),
        sa.Column("sale_id", sa.Text(), nullable=False),
        sa.Column("uses", types.Whole(), nullable=False),
        sa.Column("points", types.Whole(), nullable=False),
        sa.Column("value", types.Whole(), nullable=False),
        sa.Column("business_date", types.Day(), nullable=False),
        sa.Column("at", types.Moment(), nullable=False),
        sa.Column("refund_id", sa.Text(), nullable=True),
        sa.CheckConstraint("uses <> 0", name=op.f("ck_reward_use_uses")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_reward_use_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reward_use")),
        sa.UniqueConstraint("sale_id", "reward", "uses", name=op.f("uq_reward_use_sale_id_reward_uses")),
        sqlite_strict=True,
    )
    op.create_index("ix_reward_use_account_id", "reward_use", ["account_id"], unique=False)


def _stamp_entry() -> None:
    op.create_table(
        "stamp_entry",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Text(), nullable=False),
        sa.Column("card", sa.Text(), nullable=False),
        sa.Column("stamps", types.Whole(), nullable=False),
        sa.Column("sale_id", sa.Text(), nullable=True),
        sa.Column("refund_id", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("business_date", types.Day(), nullable=False),
        sa.Column("at", types.Moment(), nullable=False),
        sa.CheckConstraint("stamps <> 0", name=op.f("ck_stamp_entry_stamps")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_stamp_entry_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stamp_entry")),
        sqlite_strict=True,
    )
    op.create_index("ix_stamp_entry_account_id", "stamp_entry", ["account_id"], unique=False)
    op.create_index("ix_stamp_entry_sale_id", "stamp_entry", ["sale_id"], unique=False)


def _stored_card() -> None:
    op.create_table(
        "stored_card",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("key_id", types.Whole(), nullable=False),
        sa.Column("account_id", sa.Text(), nullable=True),
        sa.Column("money", types.Whole(), server_default="0", nullable=False),
        sa.Column("bonus", types.Whole(), server_default="0", nullable=False),
        sa.Column("seq", types.Whole(), server_default="0", nullable=False),
        sa.Column("expires_on", types.Day(), nullable=True),
        sa.Column("blocked", types.Flag(), server_default="0", nullable=False),
        sa.Column("issued_at", types.Moment(), nullable=False),
        sa.Column("register_id", sa.Text(), nullable=False),
        sa.CheckConstraint("(kind = 'wallet') = (account_id IS NOT NULL)", name=op.f("ck_stored_card_owner")),
        sa.CheckConstraint("kind IN ('gift_card', 'wallet')", name=op.f("ck_stored_card_kind")),
        sa.CheckConstraint("blocked IN (0, 1)", name=op.f("ck_stored_card_blocked")),
        sa.CheckConstraint("bonus >= 0", name=op.f("ck_stored_card_bonus")),
        sa.CheckConstraint("money >= 0", name=op.f("ck_stored_card_money")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_stored_card_account_id")),
        sa.ForeignKeyConstraint(["register_id"], ["register.id"], name=op.f("fk_stored_card_register_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stored_card")),
        sa.UniqueConstraint("number", name=op.f("uq_stored_card_number")),
        sqlite_strict=True,
    )
    op.create_index(
        "ux_stored_card_wallet",
        "stored_card",
        ["account_id"],
        unique=True,
        sqlite_where=sa.text("kind = 'wallet'"),
        postgresql_where=sa.text("kind = 'wallet'"),
    )


def _voucher() -> None:
    op.create_table(
        "voucher",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("template", sa.Text(), nullable=False),
        sa.Column("programme_version", types.Whole(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("held", types.Json(), nullable=False),
        sa.Column("account_id", sa.Text(), nullable=True),
        sa.Column("valid_from", types.Day(), nullable=False),
        sa.Column("expires_on", types.Day(), nullable=True),
        sa.Column("uses", types.Whole(), nullable=False),
        sa.Column("used", types.Whole(), server_default="0", nullable=False),
        sa.Column("sale_id", sa.Text(), nullable=True),
        sa.Column("partner", sa.Text(), server_default="", nullable=False),
        sa.Column("blocked", types.Flag(), server_default="0", nullable=False),
        sa.Column("at", types.Moment(), nullable=False),
        sa.Column("register_id", sa.Text(), nullable=False),
        sa.CheckConstraint("blocked IN (0, 1)", name=op.f("ck_voucher_blocked")),
        sa.CheckConstraint("used BETWEEN 0 AND uses", name=op.f("ck_voucher_used")),
        sa.CheckConstraint("uses > 0", name=op.f("ck_voucher_uses")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_voucher_account_id")),
        sa.ForeignKeyConstraint(["register_id"], ["register.id"], name=op.f("fk_voucher_register_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_voucher")),
        sa.UniqueConstraint("code", name=op.f("uq_voucher_code")),
        sqlite_strict=True,
    )
    op.create_index("ix_voucher_account_id", "voucher", ["account_id"], unique=False)
    op.create_index("ix_voucher_sale_id", "voucher", ["sale_id"], unique=False)


def _wheel_draw() -> None:
    op.create_table(
        "wheel_draw",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("round_id", sa.Text(), nullable=False),
        sa.Column("ticket", types.Whole(), nullable=False),
        sa.Column("account_id", sa.Text(), nullable=False),
        sa.Column("sale_id", sa.Text(), nullable=False),
        sa.Column("prize", sa.Text(), nullable=False),
        sa.Column("points", types.Whole(), nullable=False),
        sa.Column("cost", types.Whole(), nullable=False),
        sa.Column("voucher_id", sa.Text(), server_default="", nullable=False),
        sa.Column("at", types.Moment(), nullable=False),
        sa.Column("business_date", types.Day(), nullable=False),
        sa.Column("register_id", sa.Text(), nullable=False),
        sa.Column("staff_id", sa.Text(), nullable=True),
        sa.Column("turn", types.Whole(), nullable=False),
        sa.CheckConstraint("ticket > 0 AND turn > 0 AND points >= 0 AND cost >= 0", name=op.f("ck_wheel_draw_amounts")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_wheel_draw_account_id")),
        sa.ForeignKeyConstraint(["register_id"], ["register.id"], name=op.f("fk_wheel_draw_register_id")),
        sa.ForeignKeyConstraint(["round_id"], ["wheel_round.id"], name=op.f("fk_wheel_draw_round_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_wheel_draw_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wheel_draw")),
        sa.UniqueConstraint("round_id", "ticket", name=op.f("uq_wheel_draw_round_id_ticket")),
        sa.UniqueConstraint("sale_id", "turn", name=op.f("uq_wheel_draw_sale_id_turn")),
        sqlite_strict=True,
    )


def _attachment() -> None:
    op.create_table(
        "attachment",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("sale_id", sa.Text(), nullable=False),
        sa.Column("way", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Text(), nullable=False),
        sa.Column("from_account_id", sa.Text(), nullable=True),
        sa.Column("basis", types.Whole(), nullable=False),
        sa.Column("earned", types.Whole(), nullable=False),
        sa.Column("facts", types.Json(), nullable=False),
        sa.Column("loyalty", types.Json(), nullable=False),
        sa.Column("at", types.Moment(), nullable=False),
        sa.Column("business_date", types.Day(), nullable=False),
        sa.Column("register_id", sa.Text(), nullable=False),
        sa.Column("staff_id", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("operation_id", sa.Text(), nullable=False),
        sa.Column("step", types.Whole(), nullable=False),
        sa.CheckConstraint("(way = 'move') = (from_account_id IS NOT NULL)", name=op.f("ck_attachment_from")),
        sa.CheckConstraint("way IN ('receipt', 'later', 'move')", name=op.f("ck_attachment_way")),
        sa.CheckConstraint("basis >= 0 AND earned >= 0", name=op.f("ck_attachment_amounts")),
        sa.CheckConstraint("step > 0", name=op.f("ck_attachment_step")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_attachment_account_id")),
        sa.ForeignKeyConstraint(["from_account_id"], ["account.id"], name=op.f("fk_attachment_from_account_id")),
        sa.ForeignKeyConstraint(["register_id"], ["register.id"], name=op.f("fk_attachment_register_id")),
        sa.ForeignKeyConstraint(["sale_id"], ["sale.id"], name=op.f("fk_attachment_sale_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_attachment_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment")),
        sa.UniqueConstraint("sale_id", "step", name=op.f("uq_attachment_sale_id_step")),
        sqlite_strict=True,
    )
    op.create_index("ix_attachment_account_id", "attachment", ["account_id"], unique=False)
    op.create_index("ix_attachment_sale_id", "attachment", ["sale_id"], unique=False)
    op.create_index(
        "ux_attachment_sale",
        "attachment",
        ["sale_id"],
        unique=True,
        sqlite_where=sa.text("way <> 'move'"),
        postgresql_where=sa.text("way <> 'move'"),
    )


def _refund() -> None:
    op.create_table(
        "refund",
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
        sa.CheckConstraint("way IN ('original', 'cash')", name=op.f("ck_refund_way")),
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


def _sale_reduction() -> None:
    op.create_table(
        "sale_reduction",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("sale_id", sa.Text(), nullable=False),
        sa.Column("position", types.Whole(), nullable=False),
        sa.Column("line", types.Whole(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("amount", types.Whole(), nullable=False),
        sa.CheckConstraint(
            "source IN ('promotion', 'perk', 'reward', 'voucher')", name=op.f("ck_sale_reduction_source")
        ),
        sa.CheckConstraint("amount > 0", name=op.f("ck_sale_reduction_amount")),
        sa.ForeignKeyConstraint(["sale_id"], ["sale.id"], name=op.f("fk_sale_reduction_sale_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sale_reduction")),
        sa.UniqueConstraint("sale_id", "position", name=op.f("uq_sale_reduction_sale_id_position")),
        sqlite_strict=True,
    )


def _stored_entry() -> None:
    op.create_table(
        "stored_entry",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("card_id", sa.Text(), nullable=False),
        sa.Column("seq", types.Whole(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("money", types.Whole(), nullable=False),
        sa.Column("bonus", types.Whole(), nullable=False),
        sa.Column("at", types.Moment(), nullable=False),
        sa.Column("business_date", types.Day(), nullable=False),
        sa.Column("sale_id", sa.Text(), nullable=True),
        sa.Column("sale_line", types.Whole(), nullable=True),
        sa.Column("refund_id", sa.Text(), nullable=True),
        sa.Column("operation_id", sa.Text(), nullable=False),
        sa.Column("register_id", sa.Text(), nullable=False),
        sa.Column("staff_id", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint(
            (
                "CASE WHEN kind IN ('load', 'bonus', 'return') THEN money >= 0 AND bonus >= 0 WHEN kind "
                "IN ('spend', 'unload', 'expiry') THEN money <= 0 AND bonus <= 0 ELSE 1 = 1 END"
            ),
            name=op.f("ck_stored_entry_sign"),
        ),
        sa.CheckConstraint(
            "kind IN ('load', 'bonus', 'spend', 'return', 'unload', 'expiry', 'adjustment')",
            name=op.f("ck_stored_entry_kind"),
        ),
        sa.CheckConstraint("money <> 0 OR bonus <> 0", name=op.f("ck_stored_entry_amounts")),
        sa.ForeignKeyConstraint(["card_id"], ["stored_card.id"], name=op.f("fk_stored_entry_card_id")),
        sa.ForeignKeyConstraint(["register_id"], ["register.id"], name=op.f("fk_stored_entry_register_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_stored_entry_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stored_entry")),
        sa.UniqueConstraint("card_id", "seq", name=op.f("uq_stored_entry_card_id_seq")),
        sqlite_strict=True,
    )
    op.create_index("ix_stored_entry_sale_id", "stored_entry", ["sale_id"], unique=False)


def _voucher_use() -> None:
    op.create_table(
        "voucher_use",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("voucher_id", sa.Text(), nullable=False),
        sa.Column("sale_id", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Text(), nullable=True),
        sa.Column("uses", types.Whole(), nullable=False),
        sa.Column("amount", types.Whole(), nullable=False),
        sa.Column("business_date", types.Day(), nullable=False),
        sa.Column("at", types.Moment(), nullable=False),
        sa.Column("refund_id", sa.Text(), nullable=True),
        sa.CheckConstraint("uses IN (1, -1)", name=op.f("ck_voucher_use_uses")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_voucher_use_account_id")),
        sa.ForeignKeyConstraint(["voucher_id"], ["voucher.id"], name=op.f("fk_voucher_use_voucher_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_voucher_use")),
        sa.UniqueConstraint("voucher_id", "sale_id", "uses", name=op.f("uq_voucher_use_voucher_id_sale_id_uses")),
        sqlite_strict=True,
    )


def _refund_line() -> None:
    op.create_table(
        "refund_line",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("refund_id", sa.Text(), nullable=False),
        sa.Column("position", types.Whole(), nullable=False),
        sa.Column("sale_position", types.Whole(), nullable=False),
        sa.Column("qty", types.Whole(), nullable=False),
        sa.Column("money", types.Whole(), nullable=False),
        sa.Column("goods", types.Whole(), nullable=False),
        sa.CheckConstraint("money >= 0 AND goods >= 0", name=op.f("ck_refund_line_amounts")),
        sa.CheckConstraint("qty > 0", name=op.f("ck_refund_line_qty")),
        sa.ForeignKeyConstraint(["refund_id"], ["refund.id"], name=op.f("fk_refund_line_refund_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_refund_line")),
        sa.UniqueConstraint("refund_id", "position", name=op.f("uq_refund_line_refund_id_position")),
        sa.UniqueConstraint("refund_id", "sale_position", name=op.f("uq_refund_line_refund_id_sale_position")),
        sqlite_strict=True,
    )


def _refund_tax() -> None:
    op.create_table(
        "refund_tax",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("refund_id", sa.Text(), nullable=False),
        sa.Column("position", types.Whole(), nullable=False),
        sa.Column("rate", types.Whole(), nullable=True),
        sa.Column("net", types.Whole(), nullable=False),
        sa.Column("tax", types.Whole(), nullable=False),
        sa.ForeignKeyConstraint(["refund_id"], ["refund.id"], name=op.f("fk_refund_tax_refund_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_refund_tax")),
        sa.UniqueConstraint("refund_id", "position", name=op.f("uq_refund_tax_refund_id_position")),
        sqlite_strict=True,
    )


def _refund_tender() -> None:
    op.create_table(
        "refund_tender",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("refund_id", sa.Text(), nullable=False),
        sa.Column("position", types.Whole(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("amount", types.Whole(), nullable=False),
        sa.Column("ref", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint(
            "kind IN ('cash', 'card', 'bank_qr', 'ewallet', 'gift_card', 'wallet')", name=op.f("ck_refund_tender_kind")
        ),
        sa.CheckConstraint("amount > 0", name=op.f("ck_refund_tender_amount")),
        sa.ForeignKeyConstraint(["refund_id"], ["refund.id"], name=op.f("fk_refund_tender_refund_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_refund_tender")),
        sa.UniqueConstraint("refund_id", "position", name=op.f("uq_refund_tender_refund_id_position")),
        sqlite_strict=True,
    )
