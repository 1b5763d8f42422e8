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
    helpers.stop_at_rows(
        "Orders.total becomes decimal(8, 1)",
        "SELECT * FROM {Orders} WHERE abs({total}) >= 10000000",
    )
    op.alter_column(
        "Orders",
        "total",
        existing_type=sa.DECIMAL(10, 2),
        type_=sa.DECIMAL(8, 1),
        nullable=True,
    )


def downgrade() -> None:
    op.alter_column(
        "Orders",
        "total",
        existing_type=sa.DECIMAL(8, 1),
        type_=sa.DECIMAL(10, 2),
        nullable=True,
    )
