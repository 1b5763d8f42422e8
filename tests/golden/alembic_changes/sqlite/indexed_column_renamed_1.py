"""change-orders

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
    op.execute('ALTER TABLE "Orders" RENAME COLUMN "note" TO "remark"')
    helpers.rename_index("Orders", "Orders_note_idx", "Orders_remark_idx")


def downgrade() -> None:
    helpers.rename_index("Orders", "Orders_remark_idx", "Orders_note_idx")
    op.execute('ALTER TABLE "Orders" RENAME COLUMN "remark" TO "note"')
