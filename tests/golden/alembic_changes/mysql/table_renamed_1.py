"""rename-tags-to-labels

Revision ID: 20260201000001
Revises:
"""

from alembic import op

revision = "20260201000001"
down_revision = None


def upgrade() -> None:
    op.rename_table("Tags", "Labels")
    op.execute(
        "ALTER TABLE `Labels` RENAME INDEX `Tags_label_key` TO `Labels_label_key`"
    )


def downgrade() -> None:
    op.execute(
        "ALTER TABLE `Labels` RENAME INDEX `Labels_label_key` TO `Tags_label_key`"
    )
    op.rename_table("Labels", "Tags")
