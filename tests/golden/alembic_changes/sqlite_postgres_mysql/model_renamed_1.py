"""change-labels-and-order-tags

Revision ID: 20260201000001
Revises:
"""

from pathlib import Path

from alembic import op
from alembic.util import load_python_file

revision = "20260201000001"
down_revision = None

folder = str(Path(__file__).parents[1] / "helpers")
helpers = load_python_file(folder, "sqlite_postgres_mysql_1.py")


def upgrade() -> None:
    op.rename_table("Tags", "Labels")
    if op.get_context().dialect.name == "postgresql":
        op.execute(
            'ALTER TABLE "Labels" RENAME CONSTRAINT "Tags_pkey" TO "Labels_pkey"'
        )
        op.execute('ALTER SEQUENCE "Tags_id_seq" RENAME TO "Labels_id_seq"')
    helpers.rename_column("OrderTags", "TagId", "LabelId")
    helpers.rename_foreign_key(
        "OrderTags", "OrderTags_TagId_fkey", "OrderTags_LabelId_fkey", "LabelId"
    )
    helpers.rename_unique("Labels", "Tags_label_key", "Labels_label_key")
    helpers.rename_index("OrderTags", "OrderTags_TagId_idx", "OrderTags_LabelId_idx")


def downgrade() -> None:
    helpers.rename_index("OrderTags", "OrderTags_LabelId_idx", "OrderTags_TagId_idx")
    helpers.rename_unique("Labels", "Labels_label_key", "Tags_label_key")
    helpers.rename_foreign_key(
        "OrderTags", "OrderTags_LabelId_fkey", "OrderTags_TagId_fkey", "LabelId"
    )
    helpers.rename_column("OrderTags", "LabelId", "TagId")
    op.rename_table("Labels", "Tags")
    if op.get_context().dialect.name == "postgresql":
        op.execute('ALTER TABLE "Tags" RENAME CONSTRAINT "Labels_pkey" TO "Tags_pkey"')
        op.execute('ALTER SEQUENCE "Labels_id_seq" RENAME TO "Tags_id_seq"')
