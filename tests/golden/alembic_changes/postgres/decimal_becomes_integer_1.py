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
helpers = load_python_file(folder, "postgres_1.py")


def upgrade() -> None:
    helpers.stop_at_rows(
        "Orders.total becomes integer",
        "SELECT * FROM {Orders} WHERE {total} < -2147483648 OR {total} > 2147483647",
    )
    op.alter_column("Orders", "total", type_=sa.Integer())


def downgrade() -> None:
    helpers.stop_at_rows(
        "Orders.total becomes decimal(10, 2)",
        "SELECT * FROM {Orders} WHERE abs({total}) >= 100000000",
    )
    op.alter_column("Orders", "total", type_=sa.DECIMAL(10, 2))
