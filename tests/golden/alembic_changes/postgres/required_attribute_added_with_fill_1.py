"""change-tags

Revision ID: 20260201000001
Revises:
"""

import sqlalchemy as sa
from alembic import op

revision = "20260201000001"
down_revision = None


def upgrade() -> None:
    op.add_column("Tags", sa.Column("rank", sa.Integer()))
    op.execute('UPDATE "Tags" SET "rank" = 0 WHERE "rank" IS NULL')
    op.alter_column("Tags", "rank", nullable=False)


def downgrade() -> None:
    op.drop_column("Tags", "rank")
