"""change-orders

Revision ID: 20260201000001
Revises:
"""

from alembic import op

revision = "20260201000001"
down_revision = None


def upgrade() -> None:
    op.execute('UPDATE "Orders" SET "status" = \'pending\' WHERE "status" = \'paid\'')


def downgrade() -> None:
    pass
