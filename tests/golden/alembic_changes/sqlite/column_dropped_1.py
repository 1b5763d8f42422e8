"""change-orders

Revision ID: 20260201000001
Revises:
"""

import sqlalchemy as sa
from alembic import op

revision = "20260201000001"
down_revision = None


def upgrade() -> None:
    op.drop_column("Orders", "note")


def downgrade() -> None:
    # Orders.note comes back without its values.
    op.add_column("Orders", sa.Column("note", sa.String(200)))
