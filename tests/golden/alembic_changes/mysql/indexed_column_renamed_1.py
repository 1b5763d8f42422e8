"""change-orders

Revision ID: 20260201000001
Revises:
"""

from alembic import op

revision = "20260201000001"
down_revision = None


def upgrade() -> None:
    op.execute("ALTER TABLE `Orders` RENAME COLUMN `note` TO `remark`")
    op.execute(
        "ALTER TABLE `Orders` RENAME INDEX `Orders_note_idx` TO `Orders_remark_idx`"
    )


def downgrade() -> None:
    op.execute(
        "ALTER TABLE `Orders` RENAME INDEX `Orders_remark_idx` TO `Orders_note_idx`"
    )
    op.execute("ALTER TABLE `Orders` RENAME COLUMN `remark` TO `note`")
