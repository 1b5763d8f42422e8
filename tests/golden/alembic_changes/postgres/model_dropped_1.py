"""drop-order-tags-and-tags

Revision ID: 20260201000001
Revises:
"""

import sqlalchemy as sa
from alembic import op

revision = "20260201000001"
down_revision = None


def upgrade() -> None:
    op.drop_table("OrderTags")
    op.drop_table("Tags")


def downgrade() -> None:
    # Tags comes back without its rows.
    op.create_table(
        "Tags",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("label", sa.String(255)),
        sa.Column("createdAt", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updatedAt", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("label", name="Tags_label_key"),
    )
    # OrderTags comes back without its rows.
    op.create_table(
        "OrderTags",
        sa.Column(
            "OrderId",
            sa.Integer(),
            sa.ForeignKey("Orders.id", onupdate="CASCADE", ondelete="CASCADE"),
            primary_key=True,
        ),
        sa.Column(
            "TagId",
            sa.Integer(),
            sa.ForeignKey("Tags.id", onupdate="CASCADE", ondelete="CASCADE"),
            primary_key=True,
        ),
        sa.Column("createdAt", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updatedAt", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("OrderTags_TagId_idx", "OrderTags", ["TagId"])
