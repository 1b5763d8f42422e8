"""change-orders

Revision ID: 20260201000001
Revises:
"""

from alembic import op

revision = "20260201000001"
down_revision = None


def upgrade() -> None:
    op.execute("ALTER TABLE `Orders` RENAME COLUMN `note` TO `remark`")


def downgrade() -> None:
    op.execute("ALTER TABLE `Orders` RENAME COLUMN `remark` TO `note`")
