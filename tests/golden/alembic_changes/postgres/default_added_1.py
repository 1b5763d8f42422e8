"""change-orders

Revision ID: 20260201000001
Revises:
"""

import sqlalchemy as sa
from alembic import op

revision = "20260201000001"
down_revision = None


def upgrade() -> None:
    op.alter_column("Orders", "total", server_default=sa.text("0"))


def downgrade() -> None:
    op.alter_column("Orders", "total", server_default=None)
