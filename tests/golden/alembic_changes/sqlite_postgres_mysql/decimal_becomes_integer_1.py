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
        "Orders.total becomes integer",
        "SELECT * FROM {Orders} WHERE {total} < -2147483648 OR {total} > 2147483647",
    )
    helpers.alter_column(
        "Orders",
        sa.Column("total", sa.DECIMAL(10, 2)),
        sa.Column("total", sa.Integer()),
        sqlite_using='CAST(round("total") AS INTEGER)',
    )


def downgrade() -> None:
    helpers.stop_at_rows(
        "Orders.total becomes decimal(10, 2)",
        "SELECT * FROM {Orders} WHERE abs({total}) >= 100000000",
    )
    helpers.alter_column(
        "Orders",
        sa.Column("total", sa.Integer()),
        sa.Column("total", sa.DECIMAL(10, 2)),
    )
