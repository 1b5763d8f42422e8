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
        "Orders.CustomerId gets 1",
        """
        SELECT *
        FROM {Orders}
        WHERE {CustomerId} IS NULL AND NOT EXISTS (SELECT 1
            FROM {Customers}
            WHERE {id} = '1')
        """,
    )
    op.drop_constraint("Orders_CustomerId_fkey", "Orders", type_="foreignkey")
    op.alter_column("Orders", "CustomerId", new_column_name="customerNo")
    op.execute('ALTER INDEX "Orders_CustomerId_idx" RENAME TO "Orders_customerNo_idx"')
    op.execute('UPDATE "Orders" SET "customerNo" = 1 WHERE "customerNo" IS NULL')
    op.alter_column("Orders", "customerNo", nullable=False)
    op.create_foreign_key(
        "Orders_customerNo_fkey",
        "Orders",
        "Customers",
        ["customerNo"],
        ["id"],
        onupdate="CASCADE",
        ondelete="RESTRICT",
    )


def downgrade() -> None:
    op.drop_constraint("Orders_customerNo_fkey", "Orders", type_="foreignkey")
    op.alter_column("Orders", "customerNo", nullable=True)
    op.execute('ALTER INDEX "Orders_customerNo_idx" RENAME TO "Orders_CustomerId_idx"')
    op.alter_column("Orders", "customerNo", new_column_name="CustomerId")
    op.create_foreign_key(
        "Orders_CustomerId_fkey",
        "Orders",
        "Customers",
        ["CustomerId"],
        ["id"],
        onupdate="CASCADE",
        ondelete="SET NULL",
    )
