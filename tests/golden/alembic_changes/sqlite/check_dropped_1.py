"""change-tags

Revision ID: 20260201000001
Revises:
"""

from pathlib import Path

from alembic.util import load_python_file

revision = "20260201000001"
down_revision = None

folder = str(Path(__file__).parents[1] / "helpers")
helpers = load_python_file(folder, "sqlite_1.py")


def upgrade() -> None:
    helpers.drop_check("Tags_label_check", "Tags")


def downgrade() -> None:
    helpers.stop_at_rows(
        "Tags gets the check label <> ''",
        "SELECT * FROM {Tags} WHERE NOT ({label} <> '')",
    )
    helpers.add_check("Tags_label_check", "Tags", "\"label\" <> ''")
