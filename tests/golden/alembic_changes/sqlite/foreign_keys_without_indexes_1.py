"""change-orders

Revision ID: 20260201000001
Revises:
"""

from alembic import op

revision = "20260201000001"
down_revision = None


def upgrade() -> None:
    op.drop_index("Orders_CustomerId_idx", table_name="Orders")


def downgrade() -> None:
    op.create_index("Orders_CustomerId_idx", "Orders", ["CustomerId"])
