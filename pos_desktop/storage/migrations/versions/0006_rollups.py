"""Roll-ups of each business date, the marks of those that changed, and the indexes that dates are found by."""

import sqlalchemy as sa
from alembic import op

from pos_desktop.storage import types

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables; every date that something happened on is to be summed up."""
    for make in (
        _stale_day,
        _day_total,
        _day_points,
        _day_lots,
        _day_spend,
        _day_visit,
        _day_hour,
        _member_rhythm,
        _stale_rhythm,
    ):
        make()
    op.create_index("ix_entry_business_date", "entry", ["business_date"], unique=False)
    op.create_index("ix_lot_entry_id", "lot", ["entry_id"], unique=False)
    op.create_index("ix_tier_change_on_date", "tier_change", ["on_date"], unique=False)
    _mark()


def _mark() -> None:
    days = " UNION ".join(f"SELECT business_date AS day FROM {name}" for name in ("sale", "entry", "refund"))
    after = "SELECT date(expires_on, '+1 day') FROM lot WHERE expires_on IS NOT NULL"
    op.execute(f"INSERT INTO stale_day (id) SELECT day FROM ({days} UNION {after}) AS found")


def _stale_day() -> None:
    op.create_table(
        "stale_day",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("claim", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stale_day")),
        sqlite_strict=True,
    )


def _day_total() -> None:
    op.create_table(
        "day_total",
        sa.Column("day", types.Day(), nullable=False),
        sa.Column("used", types.Whole(), nullable=False),
        sa.Column("died", types.Whole(), nullable=False),
        sa.Column("given_back", types.Whole(), nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_day_total")),
        sqlite_strict=True,
    )


def _day_points() -> None:
    op.create_table(
        "day_points",
        sa.Column("day", types.Day(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("is_in", types.Flag(), server_default="1", nullable=False),
        sa.Column("points", types.Whole(), nullable=False),
        sa.Column("debt", types.Whole(), nullable=False),
        sa.CheckConstraint("is_in IN (0, 1)", name=op.f("ck_day_points_is_in")),
        sa.PrimaryKeyConstraint("day", "kind", "is_in", name=op.f("pk_day_points")),
        sqlite_strict=True,
    )


def _day_lots() -> None:
    op.create_table(
        "day_lots",
        sa.Column("day", types.Day(), nullable=False),
        sa.Column("place", types.Whole(), nullable=False),
        sa.Column("usable_from", types.Day(), nullable=False),
        sa.Column("expires_on", types.Day(), nullable=True),
        sa.Column("idle_months", types.Whole(), nullable=True),
        sa.Column("account_id", sa.Text(), server_default="", nullable=False),
        sa.Column("points", types.Whole(), nullable=False),
        sa.PrimaryKeyConstraint("day", "place", name=op.f("pk_day_lots")),
        sqlite_strict=True,
    )


def _day_spend() -> None:
    op.create_table(
        "day_spend",
        sa.Column("day", types.Day(), nullable=False),
        sa.Column("account_id", sa.Text(), server_default="", nullable=False),
        sa.Column("amount", types.Whole(), nullable=False),
        sa.PrimaryKeyConstraint("day", "account_id", name=op.f("pk_day_spend")),
        sqlite_strict=True,
    )


def _day_visit() -> None:
    op.create_table(
        "day_visit",
        sa.Column("day", types.Day(), nullable=False),
        sa.Column("account_id", sa.Text(), nullable=False),
        sa.Column("place", types.Whole(), nullable=False),
        sa.Column("margin", types.Whole(), nullable=False),
        sa.Column("ordinal", types.Whole(), nullable=False),
        sa.PrimaryKeyConstraint("day", "account_id", "place", name=op.f("pk_day_visit")),
        sqlite_strict=True,
    )
    op.create_index("ix_day_visit_account_id_ordinal", "day_visit", ["account_id", "ordinal", "place"], unique=False)


def _day_hour() -> None:
    op.create_table(
        "day_hour",
        sa.Column("day", types.Day(), nullable=False),
        sa.Column("hour", types.Whole(), nullable=False),
        sa.Column("is_member", types.Flag(), server_default="0", nullable=False),
        sa.Column("visits", types.Whole(), nullable=False),
        sa.CheckConstraint("hour BETWEEN 0 AND 23", name=op.f("ck_day_hour_hour")),
        sa.CheckConstraint("is_member IN (0, 1)", name=op.f("ck_day_hour_is_member")),
        sa.PrimaryKeyConstraint("day", "hour", "is_member", name=op.f("pk_day_hour")),
        sqlite_strict=True,
    )


def _member_rhythm() -> None:
    op.create_table(
        "member_rhythm",
        sa.Column("account_id", sa.Text(), nullable=False),
        sa.Column("buys", types.Whole(), nullable=False),
        sa.Column("last_buy", types.Day(), nullable=False),
        sa.Column("double_gap", types.Whole(), nullable=False),
        sa.Column("risk_from", types.Day(), nullable=False),
        sa.CheckConstraint("buys > 2", name=op.f("ck_member_rhythm_buys")),
        sa.CheckConstraint("risk_from > last_buy", name=op.f("ck_member_rhythm_risk_from")),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_member_rhythm")),
        sqlite_strict=True,
    )
    op.create_index("ix_member_rhythm_last_buy", "member_rhythm", ["last_buy"], unique=False)
    op.create_index("ix_member_rhythm_risk_from", "member_rhythm", ["risk_from"], unique=False)


def _stale_rhythm() -> None:
    op.create_table(
        "stale_rhythm",
        sa.Column("id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stale_rhythm")),
        sqlite_strict=True,
    )
