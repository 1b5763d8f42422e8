"""change-labels-and-order-tags

Revision ID: 20260201000001
Revises:
"""

from alembic import op

revision = "20260201000001"
down_revision = None


def upgrade() -> None:
    op.rename_table("Tags", "Labels")
    op.execute('ALTER TABLE "Labels" RENAME CONSTRAINT "Tags_pkey" TO "Labels_pkey"')
    op.execute('ALTER SEQUENCE "Tags_id_seq" RENAME TO "Labels_id_seq"')
    op.alter_column("OrderTags", "TagId", new_column_name="LabelId")
    op.execute(
        'ALTER TABLE "OrderTags" RENAME CONSTRAINT "OrderTags_TagId_fkey" TO "OrderTags_LabelId_fkey"'
    )
    op.execute(
        'ALTER TABLE "Labels" RENAME CONSTRAINT "Tags_label_key" TO "Labels_label_key"'
    )
    op.execute('ALTER INDEX "OrderTags_TagId_idx" RENAME TO "OrderTags_LabelId_idx"')


def downgrade() -> None:
    op.execute('ALTER INDEX "OrderTags_LabelId_idx" RENAME TO "OrderTags_TagId_idx"')
    op.execute(
        'ALTER TABLE "Labels" RENAME CONSTRAINT "Labels_label_key" TO "Tags_label_key"'
    )
    op.execute(
        'ALTER TABLE "OrderTags" RENAME CONSTRAINT "OrderTags_LabelId_fkey" TO "OrderTags_TagId_fkey"'
    )
    op.alter_column("OrderTags", "LabelId", new_column_name="TagId")
    op.rename_table("Labels", "Tags")
    op.execute('ALTER TABLE "Tags" RENAME CONSTRAINT "Labels_pkey" TO "Tags_pkey"')
    op.execute('ALTER SEQUENCE "Labels_id_seq" RENAME TO "Tags_id_seq"')
