"""change-orders

Revision ID: 20260201000001
Revises:
"""

import sqlalchemy as sa
from alembic import op

revision = "20260201000001"
down_revision = None


def upgrade() -> None:
    op.alter_column(
        "Orders", "note", existing_type=sa.String(200), nullable=True, comment="x"
    )


def downgrade() -> None:
    op.alter_column(
        "Orders", "note", existing_type=sa.String(200), nullable=True, comment=None
    )
