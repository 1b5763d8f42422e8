"""associate-customer-order

Revision ID: 20260201000002
Revises: 20260201000001
"""

import sqlalchemy as sa
from alembic import op

revision = "20260201000002"
down_revision = "20260201000001"


def upgrade() -> None:
    op.create_table(
        "CustomerOrders",
        sa.Column(
            "CustomerId",
            sa.Integer(),
            sa.ForeignKey("Customers.id", onupdate="CASCADE", ondelete="CASCADE"),
            primary_key=True,
        ),
        sa.Column(
            "OrderId",
            sa.Integer(),
            sa.ForeignKey("Orders.id", onupdate="CASCADE", ondelete="CASCADE"),
            primary_key=True,
        ),
        sa.Column("createdAt", sa.DateTime(), nullable=False),
        sa.Column("updatedAt", sa.DateTime(), nullable=False),
    )
    op.create_index("CustomerOrders_OrderId_idx", "CustomerOrders", ["OrderId"])


def downgrade() -> None:
    op.drop_table("CustomerOrders")
