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
    helpers.stop_at_rows(
        "Orders.note allows abc, other",
        "SELECT * FROM {Orders} WHERE {note} NOT IN ('abc', 'other')",
    )
    helpers.alter_column(
        "Orders",
        sa.Column("note", sa.String(200)),
        sa.Column("note", sa.Text(), server_default="other"),
    )


def downgrade() -> None:
    helpers.alter_column(
        "Orders",
        sa.Column("note", sa.Text(), server_default="other"),
        sa.Column("note", sa.String(200)),
    )
