"""rename-tags-to-labels

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
    helpers.rename_unique("Labels", "Tags_label_key", "Labels_label_key")


def downgrade() -> None:
    helpers.rename_unique("Labels", "Labels_label_key", "Tags_label_key")
    op.rename_table("Labels", "Tags")
