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
        "Orders.CustomerId gets 1",
        """
        SELECT *
        FROM {Orders}
        WHERE {CustomerId} IS NULL AND NOT EXISTS (SELECT 1
            FROM {Customers}
            WHERE {id} = '1')
        """,
    )
    helpers.drop_foreign_key("Orders_CustomerId_fkey", "Orders", "CustomerId")
    helpers.rename_column("Orders", "CustomerId", "customerNo")
    helpers.rename_index("Orders", "Orders_CustomerId_idx", "Orders_customerNo_idx")
    helpers.fill("Orders", "customerNo", "1")
    helpers.alter_column(
        "Orders",
        sa.Column("customerNo", sa.Integer()),
        sa.Column("customerNo", sa.Integer(), nullable=False),
    )
    helpers.add_foreign_key(
        "Orders_customerNo_fkey",
        "Orders",
        "Customers",
        "customerNo",
        "id",
        onupdate="CASCADE",
        ondelete="RESTRICT",
    )


def downgrade() -> None:
    helpers.drop_foreign_key("Orders_customerNo_fkey", "Orders", "customerNo")
    helpers.alter_column(
        "Orders",
        sa.Column("customerNo", sa.Integer(), nullable=False),
        sa.Column("customerNo", sa.Integer()),
    )
    helpers.rename_index("Orders", "Orders_customerNo_idx", "Orders_CustomerId_idx")
    helpers.rename_column("Orders", "customerNo", "CustomerId")
    helpers.add_foreign_key(
        "Orders_CustomerId_fkey",
        "Orders",
        "Customers",
        "CustomerId",
        "id",
        onupdate="CASCADE",
        ondelete="SET NULL",
    )
