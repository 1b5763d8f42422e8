"""change-orders

Revision ID: 20260201000001
Revises:
"""

import sqlalchemy as sa
from alembic import op

revision = "20260201000001"
down_revision = None


def upgrade() -> None:
    op.drop_index("Orders_status_idx", table_name="Orders")
    op.drop_column("Orders", "status")
    op.execute('DROP TYPE "enum_Orders_status"')


def downgrade() -> None:
    # Orders.status comes back without its values.
    sa.Enum("pending", "paid", name="enum_Orders_status").create(op.get_bind())
    op.add_column(
        "Orders",
        sa.Column(
            "status",
            sa.Enum("pending", "paid", name="enum_Orders_status"),
            server_default="pending",
        ),
    )
    op.create_index("Orders_status_idx", "Orders", ["status"])
