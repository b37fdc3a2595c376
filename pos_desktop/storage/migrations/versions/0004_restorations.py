"""Backups that took the place of the shop: each begins a new epoch."""

import sqlalchemy as sa
from alembic import op

from pos_desktop.storage import types

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "restoration",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("epoch", types.Whole(), nullable=False),
        sa.Column("taken_at", types.Moment(), nullable=False),
        sa.Column("at", types.Moment(), nullable=False),
        sa.Column("staff_id", sa.Text(), nullable=False),
        sa.CheckConstraint("epoch > 0", name=op.f("ck_restoration_epoch")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_restoration_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_restoration")),
        sa.UniqueConstraint("epoch", name=op.f("uq_restoration_epoch")),
        sqlite_strict=True,
    )
