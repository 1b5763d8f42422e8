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
helpers = load_python_file(folder, "sqlite_1.py")


def upgrade() -> None:
    op.rename_table("Tags", "Labels")
    op.execute('ALTER TABLE "OrderTags" RENAME COLUMN "TagId" TO "LabelId"')
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
    op.execute('ALTER TABLE "OrderTags" RENAME COLUMN "LabelId" TO "TagId"')
    op.rename_table("Labels", "Tags")
