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
        type_=sa.Enum("pending", "paid", "sold"),
        nullable=True,
        server_default=None,
    )
    op.execute("UPDATE `Orders` SET `status` = 'sold' WHERE `status` = 'paid'")
    op.alter_column(
        "Orders",
        "status",
        existing_type=sa.Enum("pending", "paid", "sold"),
        type_=sa.Enum("pending", "sold"),
        nullable=True,
        server_default="pending",
    )


def downgrade() -> None:
    op.alter_column(
        "Orders",
        "status",
        existing_type=sa.Enum("pending", "sold"),
        type_=sa.Enum("pending", "sold", "paid"),
        nullable=True,
        server_default=None,
    )
    op.execute("UPDATE `Orders` SET `status` = 'paid' WHERE `status` = 'sold'")
    op.alter_column(
        "Orders",
        "status",
        existing_type=sa.Enum("pending", "sold", "paid"),
        type_=sa.Enum("pending", "paid"),
        nullable=True,
        server_default="pending",
    )
