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
    helpers.fill("Orders", "status", "'pending'")
    helpers.alter_column(
        "Orders",
        sa.Column(
            "status",
            sa.Enum("pending", "paid", name="enum_Orders_status").with_variant(
                sa.Text(), "sqlite"
            ),
            server_default="pending",
        ),
        sa.Column(
            "status",
            sa.Enum("pending", "paid", name="enum_Orders_status").with_variant(
                sa.Text(), "sqlite"
            ),
            nullable=False,
            server_default="pending",
        ),
    )


def downgrade() -> None:
    helpers.alter_column(
        "Orders",
        sa.Column(
            "status",
            sa.Enum("pending", "paid", name="enum_Orders_status").with_variant(
                sa.Text(), "sqlite"
            ),
            nullable=False,
            server_default="pending",
        ),
        sa.Column(
            "status",
            sa.Enum("pending", "paid", name="enum_Orders_status").with_variant(
                sa.Text(), "sqlite"
            ),
            server_default="pending",
        ),
    )
