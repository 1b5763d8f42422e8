"""change-orders

Revision ID: 20260201000001
Revises:
"""

import sqlalchemy as sa
from alembic import op

revision = "20260201000001"
down_revision = None


def upgrade() -> None:
    op.execute('ALTER TYPE "enum_Orders_status" RENAME TO "enum_Orders_status__old"')
    op.execute("CREATE TYPE \"enum_Orders_status\" AS ENUM ('paid', 'pending')")
    op.alter_column("Orders", "status", server_default=None)
    op.alter_column(
        "Orders",
        "status",
        type_=sa.Enum("paid", "pending", name="enum_Orders_status"),
        postgresql_using='"status"::text::"enum_Orders_status"',
        server_default="pending",
    )
    op.execute('DROP TYPE "enum_Orders_status__old"')


def downgrade() -> None:
    op.execute('ALTER TYPE "enum_Orders_status" RENAME TO "enum_Orders_status__old"')
    op.execute("CREATE TYPE \"enum_Orders_status\" AS ENUM ('pending', 'paid')")
    op.alter_column("Orders", "status", server_default=None)
    op.alter_column(
        "Orders",
        "status",
        type_=sa.Enum("pending", "paid", name="enum_Orders_status"),
        postgresql_using='"status"::text::"enum_Orders_status"',
        server_default="pending",
    )
    op.execute('DROP TYPE "enum_Orders_status__old"')
