"""change-orders

Revision ID: 20260201000001
Revises:
"""

from alembic import op

revision = "20260201000001"
down_revision = None


def upgrade() -> None:
    op.alter_column("Orders", "status", server_default=None)


def downgrade() -> None:
    op.alter_column("Orders", "status", server_default="pending")
