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
    helpers.alter_column(
        "Orders",
        sa.Column("total", sa.DECIMAL(10, 2)),
        sa.Column("total", sa.DECIMAL(10, 2), server_default=sa.text("0")),
    )


def downgrade() -> None:
    helpers.alter_column(
        "Orders",
        sa.Column("total", sa.DECIMAL(10, 2), server_default=sa.text("0")),
        sa.Column("total", sa.DECIMAL(10, 2)),
    )
