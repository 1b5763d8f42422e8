"""change-orders

Revision ID: 20260201000001
Revises:
"""

from alembic import op

revision = "20260201000001"
down_revision = None


def upgrade() -> None:
    op.alter_column("Orders", "status", new_column_name="state")
    op.execute('ALTER TYPE "enum_Orders_status" RENAME TO "enum_Orders_state"')
    op.execute('ALTER INDEX "Orders_status_idx" RENAME TO "Orders_state_idx"')


def downgrade() -> None:
    op.execute('ALTER INDEX "Orders_state_idx" RENAME TO "Orders_status_idx"')
    op.alter_column("Orders", "state", new_column_name="status")
    op.execute('ALTER TYPE "enum_Orders_state" RENAME TO "enum_Orders_status"')
