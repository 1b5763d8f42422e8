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
        "Orders", sa.Column("note", sa.String(200)), sa.Column("note", sa.Text())
    )


def downgrade() -> None:
    helpers.stop_at_rows(
        "Orders.note becomes string(200)",
        "SELECT * FROM {Orders} WHERE length({note}) > 200",
    )
    helpers.alter_column(
        "Orders", sa.Column("note", sa.Text()), sa.Column("note", sa.String(200))
    )
