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
    op.add_column("Tags", sa.Column("rank", sa.Integer()))
    helpers.fill("Tags", "rank", "0")
    helpers.alter_column(
        "Tags",
        sa.Column("rank", sa.Integer()),
        sa.Column("rank", sa.Integer(), nullable=False),
    )


def downgrade() -> None:
    op.drop_column("Tags", "rank")
