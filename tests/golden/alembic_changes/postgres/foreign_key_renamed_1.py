"""change-customers-and-orders

Revision ID: 20260201000001
Revises:
"""

from alembic import op

revision = "20260201000001"
down_revision = None


def upgrade() -> None:
    op.alter_column("Orders", "CustomerId", new_column_name="ClientId")
    op.execute(
        'ALTER TABLE "Orders" RENAME CONSTRAINT "Orders_CustomerId_fkey" TO "Orders_ClientId_fkey"'
    )
    op.execute('ALTER INDEX "Orders_CustomerId_idx" RENAME TO "Orders_ClientId_idx"')


def downgrade() -> None:
    op.execute('ALTER INDEX "Orders_ClientId_idx" RENAME TO "Orders_CustomerId_idx"')
    op.execute(
        'ALTER TABLE "Orders" RENAME CONSTRAINT "Orders_ClientId_fkey" TO "Orders_CustomerId_fkey"'
    )
    op.alter_column("Orders", "ClientId", new_column_name="CustomerId")
