"""change-order-tags

Revision ID: 20260201000003
Revises: 20260201000002
"""

from pathlib import Path

import sqlalchemy as sa
from alembic.util import load_python_file

revision = "20260201000003"
down_revision = "20260201000002"

folder = str(Path(__file__).parents[1] / "helpers")
helpers = load_python_file(folder, "sqlite_1.py")


def upgrade() -> None:
    helpers.alter_column(
        "OrderTags",
        sa.Column("OrderId", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("OrderId", sa.BigInteger(), primary_key=True, autoincrement=False),
    )


def downgrade() -> None:
    helpers.stop_at_rows(
        "OrderTags.OrderId becomes integer",
        """
        SELECT *
        FROM {OrderTags}
        WHERE {OrderId} < -2147483648 OR {OrderId} > 2147483647
        """,
    )
    helpers.alter_column(
        "OrderTags",
        sa.Column("OrderId", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("OrderId", sa.Integer(), primary_key=True, autoincrement=False),
    )
