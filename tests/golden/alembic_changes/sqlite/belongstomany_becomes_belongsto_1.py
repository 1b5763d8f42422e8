"""add-order-customer

Revision ID: 20260201000001
Revises:
"""

import sqlalchemy as sa
from alembic import op

revision = "20260201000001"
down_revision = None


def upgrade() -> None:
    op.add_column(
        "Orders",
        sa.Column(
            "CustomerId",
            sa.Integer(),
            sa.ForeignKey("Customers.id", onupdate="CASCADE", ondelete="SET NULL"),
        ),
        inline_references=True,
    )
    op.create_index("Orders_CustomerId_idx", "Orders", ["CustomerId"])


def downgrade() -> None:
    op.drop_index("Orders_CustomerId_idx", table_name="Orders")
    op.drop_column("Orders", "CustomerId")
