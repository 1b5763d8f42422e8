"""change-orders

Revision ID: 20260201000001
Revises:
"""

import sqlalchemy as sa
from alembic import op

revision = "20260201000001"
down_revision = None


def upgrade() -> None:
    op.execute("UPDATE `Orders` SET `status` = 'pending' WHERE `status` = 'paid'")
    op.alter_column(
        "Orders",
        "status",
        existing_type=sa.Enum("pending", "paid"),
        type_=sa.Enum("pending"),
        nullable=True,
        existing_server_default="pending",
    )


def downgrade() -> None:
    op.alter_column(
        "Orders",
        "status",
        existing_type=sa.Enum("pending"),
        type_=sa.Enum("pending", "paid"),
        nullable=True,
        existing_server_default="pending",
    )
