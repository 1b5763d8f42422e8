"""change-orders

Revision ID: 20260201000001
Revises:
"""

from alembic import op

revision = "20260201000001"
down_revision = None


def upgrade() -> None:
    op.execute('UPDATE "Orders" SET "status" = \'pending\' WHERE "status" IS NULL')
    op.alter_column("Orders", "status", nullable=False)


def downgrade() -> None:
    op.alter_column("Orders", "status", nullable=True)
