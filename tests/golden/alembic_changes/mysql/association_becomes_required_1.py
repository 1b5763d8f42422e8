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
        "Orders.CustomerId becomes required",
        "SELECT * FROM {Orders} WHERE {CustomerId} IS NULL",
    )
    helpers.drop_foreign_key("Orders_CustomerId_fkey", "Orders", "CustomerId")
    op.alter_column("Orders", "CustomerId", existing_type=sa.Integer(), nullable=False)
    op.create_foreign_key(
        "Orders_CustomerId_fkey",
        "Orders",
        "Customers",
        ["CustomerId"],
        ["id"],
        onupdate="CASCADE",
        ondelete="RESTRICT",
    )


def downgrade() -> None:
    helpers.drop_foreign_key("Orders_CustomerId_fkey", "Orders", "CustomerId")
    op.alter_column("Orders", "CustomerId", existing_type=sa.Integer(), nullable=True)
    op.create_foreign_key(
        "Orders_CustomerId_fkey",
        "Orders",
        "Customers",
        ["CustomerId"],
        ["id"],
        onupdate="CASCADE",
        ondelete="SET NULL",
    )
