"""change-tags

Revision ID: 20260201000001
Revises:
"""

from alembic import op

revision = "20260201000001"
down_revision = None


def upgrade() -> None:
    op.drop_constraint("Tags_label_check", "Tags", type_="check")
    op.execute("ALTER TABLE `Tags` RENAME COLUMN `label` TO `title`")
    op.execute("ALTER TABLE `Tags` RENAME INDEX `Tags_label_key` TO `Tags_title_key`")
    op.create_check_constraint("Tags_title_check", "Tags", "`title` <> ''")


def downgrade() -> None:
    op.drop_constraint("Tags_title_check", "Tags", type_="check")
    op.execute("ALTER TABLE `Tags` RENAME INDEX `Tags_title_key` TO `Tags_label_key`")
    op.execute("ALTER TABLE `Tags` RENAME COLUMN `title` TO `label`")
    op.create_check_constraint("Tags_label_check", "Tags", "`label` <> ''")
