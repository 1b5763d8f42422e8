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
        "Orders",
        "status",
        existing_type=sa.Enum("pending", "paid"),
        nullable=True,
        server_default=None,
    )


def downgrade() -> None:
    op.alter_column(
        "Orders",
        "status",
        existing_type=sa.Enum("pending", "paid"),
        nullable=True,
        server_default="pending",
    )
