"""change-tags

Revision ID: 20260201000001
Revises:
"""

from alembic import op

revision = "20260201000001"
down_revision = None


def upgrade() -> None:
    op.create_table_comment("Tags", "Labels")


def downgrade() -> None:
    op.drop_table_comment("Tags", existing_comment="Labels")
