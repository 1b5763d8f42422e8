"""change-tags

Revision ID: 20260201000001
Revises:
"""

from pathlib import Path

from alembic import op
from alembic.util import load_python_file

revision = "20260201000001"
down_revision = None

folder = str(Path(__file__).parents[1] / "helpers")
helpers = load_python_file(folder, "mysql_1.py")


def upgrade() -> None:
    op.drop_constraint("Tags_label_check", "Tags", type_="check")


def downgrade() -> None:
    helpers.stop_at_rows(
        "Tags gets the check label <> ''",
        "SELECT * FROM {Tags} WHERE NOT ({label} <> '')",
    )
    op.create_check_constraint("Tags_label_check", "Tags", "`label` <> ''")
