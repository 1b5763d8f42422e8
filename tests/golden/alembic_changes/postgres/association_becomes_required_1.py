"""change-orders

Revision ID: 20260201000001
Revises:
"""

from pathlib import Path

from alembic import op
from alembic.util import load_python_file

revision = "20260201000001"
down_revision = None

folder = str(Path(__file__).parents[1] / "helpers")
helpers = load_python_file(folder, "postgres_1.py")


def upgrade() -> None:
    helpers.stop_at_rows(
        "Orders.CustomerId becomes required",
        "SELECT * FROM {Orders} WHERE {CustomerId} IS NULL",
    )
    op.drop_constraint("Orders_CustomerId_fkey", "Orders", type_="foreignkey")
    op.alter_column("Orders", "CustomerId", nullable=False)
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
    op.drop_constraint("Orders_CustomerId_fkey", "Orders", type_="foreignkey")
    op.alter_column("Orders", "CustomerId", nullable=True)
    op.create_foreign_key(
        "Orders_CustomerId_fkey",
        "Orders",
        "Customers",
        ["CustomerId"],
        ["id"],
        onupdate="CASCADE",
        ondelete="SET NULL",
    )
