"""change-tags

Revision ID: 20260201000001
Revises:
"""

from alembic import op

revision = "20260201000001"
down_revision = None


def upgrade() -> None:
    op.execute("ALTER TABLE `Tags` RENAME COLUMN `label` TO `title`")
    op.drop_constraint("Tags_label_check", "Tags", type_="check")
    op.create_check_constraint("Tags_title_check", "Tags", "`title` <> ''")
    op.execute("ALTER TABLE `Tags` RENAME INDEX `Tags_label_key` TO `Tags_title_key`")


def downgrade() -> None:
    op.execute("ALTER TABLE `Tags` RENAME INDEX `Tags_title_key` TO `Tags_label_key`")
    op.drop_constraint("Tags_title_check", "Tags", type_="check")
    op.create_check_constraint("Tags_label_check", "Tags", "`title` <> ''")
    op.execute("ALTER TABLE `Tags` RENAME COLUMN `title` TO `label`")
