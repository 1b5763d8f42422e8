"""change-orders

Revision ID: 20260201000001
Revises:
"""

from pathlib import Path

from alembic.util import load_python_file

revision = "20260201000001"
down_revision = None

folder = str(Path(__file__).parents[1] / "helpers")
helpers = load_python_file(folder, "sqlite_1.py")


def upgrade() -> None:
    helpers.drop_foreign_key("Orders_CustomerId_fkey", "Orders", "CustomerId")


def downgrade() -> None:
    helpers.stop_at_rows(
        "Orders.CustomerId refers to Customers",
        """
        SELECT *
        FROM {Orders}
        WHERE {CustomerId} NOT IN (SELECT {id} FROM {Customers} WHERE {id} IS NOT NULL)
        """,
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
