"""change-orders

Revision ID: 20260201000001
Revises:
"""

from alembic import op

revision = "20260201000001"
down_revision = None


def upgrade() -> None:
    op.drop_constraint("Orders_CustomerId_fkey", "Orders", type_="foreignkey")
    op.create_foreign_key(
        "Orders_CustomerId_fkey",
        "Orders",
        "Customers",
        ["CustomerId"],
        ["id"],
        onupdate="CASCADE",
        ondelete="CASCADE",
    )


def downgrade() -> None:
    op.drop_constraint("Orders_CustomerId_fkey", "Orders", type_="foreignkey")
    op.create_foreign_key(
        "Orders_CustomerId_fkey",
        "Orders",
        "Customers",
        ["CustomerId"],
        ["id"],
        onupdate="CASCADE",
        ondelete="SET NULL",
    )
