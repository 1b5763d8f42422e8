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
    op.drop_constraint("Orders_CustomerId_fkey", "Orders", type_="foreignkey")
    op.drop_index("Orders_CustomerId_idx", table_name="Orders")
    op.alter_column("Orders", "CustomerId", new_column_name="customerNo")


def downgrade() -> None:
    helpers.stop_at_rows(
        "Orders.customerNo refers to Customers",
        """
        SELECT *
        FROM {Orders}
        WHERE {customerNo} NOT IN (SELECT {id} FROM {Customers} WHERE {id} IS NOT NULL)
        """,
    )
    op.alter_column("Orders", "customerNo", new_column_name="CustomerId")
    op.create_index("Orders_CustomerId_idx", "Orders", ["CustomerId"])
    op.create_foreign_key(
        "Orders_CustomerId_fkey",
        "Orders",
        "Customers",
        ["CustomerId"],
        ["id"],
        onupdate="CASCADE",
        ondelete="SET NULL",
    )
