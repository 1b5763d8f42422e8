"""change-orders

Revision ID: 20260201000001
Revises:
"""

import sqlalchemy as sa
from alembic import op

revision = "20260201000001"
down_revision = None


def upgrade() -> None:
    op.drop_constraint("Orders_CustomerId_fkey", "Orders", type_="foreignkey")
    op.drop_index("Orders_CustomerId_idx", table_name="Orders")
    op.drop_column("Orders", "CustomerId")


def downgrade() -> None:
    # Orders.CustomerId comes back without its values.
    op.add_column("Orders", sa.Column("CustomerId", sa.Integer()))
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
