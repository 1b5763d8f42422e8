"""add-note-order

Revision ID: 20260201000002
Revises: 20260201000001
"""

import sqlalchemy as sa
from alembic import op

revision = "20260201000002"
down_revision = "20260201000001"


def upgrade() -> None:
    op.add_column(
        "Notes",
        sa.Column(
            "OrderId",
            sa.Integer(),
            sa.ForeignKey("Orders.id", onupdate="CASCADE", ondelete="SET NULL"),
        ),
        inline_references=True,
    )
    op.create_index("Notes_OrderId_idx", "Notes", ["OrderId"])


def downgrade() -> None:
    op.drop_index("Notes_OrderId_idx", table_name="Notes")
    op.drop_column("Notes", "OrderId")
