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
        "Orders.CustomerId becomes required",
        "SELECT * FROM {Orders} WHERE {CustomerId} IS NULL",
    )
    helpers.drop_foreign_key("Orders_CustomerId_fkey", "Orders", "CustomerId")
    helpers.alter_column(
        "Orders",
        sa.Column("CustomerId", sa.Integer()),
        sa.Column("CustomerId", sa.Integer(), nullable=False),
    )
    helpers.add_foreign_key(
        "Orders_CustomerId_fkey",
        "Orders",
        "Customers",
        "CustomerId",
        "id",
        onupdate="CASCADE",
        ondelete="RESTRICT",
    )


def downgrade() -> None:
    helpers.drop_foreign_key("Orders_CustomerId_fkey", "Orders", "CustomerId")
    helpers.alter_column(
        "Orders",
        sa.Column("CustomerId", sa.Integer(), nullable=False),
        sa.Column("CustomerId", sa.Integer()),
    )
    helpers.add_foreign_key(
        "Orders_CustomerId_fkey",
        "Orders",
        "Customers",
        "CustomerId",
        "id",
        onupdate="CASCADE",
        ondelete="SET NULL",
    )
