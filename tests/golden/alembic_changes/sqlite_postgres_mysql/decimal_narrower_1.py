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
helpers = load_python_file(folder, "sqlite_postgres_mysql_1.py")


def upgrade() -> None:
    helpers.stop_at_rows(
        "Orders.total becomes decimal(8, 1)",
        "SELECT * FROM {Orders} WHERE abs({total}) >= 10000000",
    )
    helpers.alter_column(
        "Orders",
        sa.Column("total", sa.DECIMAL(10, 2)),
        sa.Column("total", sa.DECIMAL(8, 1)),
        sqlite_using='round("total", 1)',
    )


def downgrade() -> None:
    helpers.alter_column(
        "Orders",
        sa.Column("total", sa.DECIMAL(8, 1)),
        sa.Column("total", sa.DECIMAL(10, 2)),
    )
