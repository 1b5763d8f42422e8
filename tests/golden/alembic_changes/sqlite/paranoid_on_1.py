"""change-tags

Revision ID: 20260201000001
Revises:
"""

import sqlalchemy as sa
from alembic import op

revision = "20260201000001"
down_revision = None


def upgrade() -> None:
    op.add_column("Tags", sa.Column("deletedAt", sa.DateTime()))


def downgrade() -> None:
    op.drop_column("Tags", "deletedAt")
