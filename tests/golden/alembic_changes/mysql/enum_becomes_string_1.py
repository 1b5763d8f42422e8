"""change-orders

Revision ID: 20260201000001
Revises:
"""

from pathlib import Path

import sqlalchemy as sa
from alembic import op
from alembic.util import load_python_file

revision = "20260201000001"
down_revision = None

folder = str(Path(__file__).parents[1] / "helpers")
helpers = load_python_file(folder, "mysql_1.py")


def upgrade() -> None:
    op.alter_column(
        "Orders",
        "status",
        existing_type=sa.Enum("pending", "paid"),
        type_=sa.String(20),
        nullable=True,
        existing_server_default="pending",
    )


def downgrade() -> None:
    helpers.stop_at_rows(
        "Orders.status allows pending, paid",
        "SELECT * FROM {Orders} WHERE {status} NOT IN ('pending', 'paid')",
    )
    op.alter_column(
        "Orders",
        "status",
        existing_type=sa.String(20),
        type_=sa.Enum("pending", "paid"),
        nullable=True,
        existing_server_default="pending",
    )
