"""change-order-tags

Revision ID: 20260201000002
Revises: 20260201000001
"""

from alembic import op

revision = "20260201000002"
down_revision = "20260201000001"


def upgrade() -> None:
    op.drop_index("OrderTags_TagId_idx", table_name="OrderTags")


def downgrade() -> None:
    op.create_index("OrderTags_TagId_idx", "OrderTags", ["TagId"])
