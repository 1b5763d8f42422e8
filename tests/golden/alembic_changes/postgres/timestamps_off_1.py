"""change-tags

Revision ID: 20260201000001
Revises:
"""

import sqlalchemy as sa
from alembic import op

revision = "20260201000001"
down_revision = None


def upgrade() -> None:
    op.drop_column("Tags", "createdAt")
    op.drop_column("Tags", "updatedAt")


def downgrade() -> None:
    # Tags.updatedAt comes back without its values.
    op.add_column("Tags", sa.Column("updatedAt", sa.DateTime(timezone=True)))
    op.execute("""
        UPDATE "Tags"
        SET "updatedAt" = CURRENT_TIMESTAMP
        WHERE "updatedAt" IS NULL
    """)
    op.alter_column("Tags", "updatedAt", nullable=False)
    # Tags.createdAt comes back without its values.
    op.add_column("Tags", sa.Column("createdAt", sa.DateTime(timezone=True)))
    op.execute("""
        UPDATE "Tags"
        SET "createdAt" = CURRENT_TIMESTAMP
        WHERE "createdAt" IS NULL
    """)
    op.alter_column("Tags", "createdAt", nullable=False)
