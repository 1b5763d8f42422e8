"""drop-customer-orders

Revision ID: 20260201000003
Revises: 20260201000002
"""

import sqlalchemy as sa
from alembic import op

revision = "20260201000003"
down_revision = "20260201000002"


def upgrade() -> None:
    op.drop_table("CustomerOrders")


def downgrade() -> None:
    # CustomerOrders comes back without its rows.
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
