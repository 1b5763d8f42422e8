"""change-orders

Revision ID: 20260201000001
Revises:
"""

from pathlib import Path

import sqlalchemy as sa
from alembic.util import load_python_file

revision = "20260201000001"
down_revision = None

folder = str(Path(__file__).parents[1] / "helpers")
helpers = load_python_file(folder, "sqlite_1.py")


def upgrade() -> None:
    helpers.alter_column(
        "Orders",
        sa.Column("status", sa.Text(), server_default="pending"),
        sa.Column("status", sa.Text(), server_default="sent"),
    )


def downgrade() -> None:
    helpers.stop_at_rows(
        "Orders.status allows pending, paid",
        "SELECT * FROM {Orders} WHERE {status} NOT IN ('pending', 'paid')",
    )
    helpers.alter_column(
        "Orders",
        sa.Column("status", sa.Text(), server_default="sent"),
        sa.Column("status", sa.Text(), server_default="pending"),
    )
