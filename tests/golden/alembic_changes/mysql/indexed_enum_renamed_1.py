"""change-orders

Revision ID: 20260201000001
Revises:
"""

from alembic import op

revision = "20260201000001"
down_revision = None


def upgrade() -> None:
    op.execute("ALTER TABLE `Orders` RENAME COLUMN `status` TO `state`")
    op.execute(
        "ALTER TABLE `Orders` RENAME INDEX `Orders_status_idx` TO `Orders_state_idx`"
    )


def downgrade() -> None:
    op.execute(
        "ALTER TABLE `Orders` RENAME INDEX `Orders_state_idx` TO `Orders_status_idx`"
    )
    op.execute("ALTER TABLE `Orders` RENAME COLUMN `state` TO `status`")
