"""change-tags

Revision ID: 20260201000001
Revises:
"""

from pathlib import Path

import sqlalchemy as sa
from alembic import op
from alembic.util import load_python_file

revision = "20260201000001"
down_revision = None

folder = str(Path(__file__).parents[1] / "helpers")
helpers = load_python_file(folder, "sqlite_1.py")


def upgrade() -> None:
    helpers.drop_check("Tags_label_check", "Tags")
    helpers.drop_unique("Tags_label_key", "Tags", "label")
    op.add_column("Tags", sa.Column("color", sa.String(20)))
    op.drop_column("Tags", "label")


def downgrade() -> None:
    # Tags.label comes back without its values.
    op.add_column("Tags", sa.Column("label", sa.String(255)))
    op.drop_column("Tags", "color")
    helpers.add_unique("Tags_label_key", "Tags", "label")
    helpers.add_check("Tags_label_check", "Tags", "\"label\" <> ''")
