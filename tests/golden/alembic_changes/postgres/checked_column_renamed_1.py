"""change-tags

Revision ID: 20260201000001
Revises:
"""

from alembic import op

revision = "20260201000001"
down_revision = None


def upgrade() -> None:
    op.alter_column("Tags", "label", new_column_name="title")
    op.execute(
        'ALTER TABLE "Tags" RENAME CONSTRAINT "Tags_label_check" TO "Tags_title_check"'
    )
    op.execute(
        'ALTER TABLE "Tags" RENAME CONSTRAINT "Tags_label_key" TO "Tags_title_key"'
    )


def downgrade() -> None:
    op.execute(
        'ALTER TABLE "Tags" RENAME CONSTRAINT "Tags_title_key" TO "Tags_label_key"'
    )
    op.execute(
        'ALTER TABLE "Tags" RENAME CONSTRAINT "Tags_title_check" TO "Tags_label_check"'
    )
    op.alter_column("Tags", "title", new_column_name="label")
