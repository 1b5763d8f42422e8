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
helpers = load_python_file(folder, "sqlite_postgres_mysql_1.py")


def upgrade() -> None:
    op.drop_column("Tags", "createdAt")
    op.drop_column("Tags", "updatedAt")


def downgrade() -> None:
    # Tags.updatedAt comes back without its values.
    op.add_column("Tags", sa.Column("updatedAt", sa.DateTime(timezone=True)))
    helpers.fill("Tags", "updatedAt", "CURRENT_TIMESTAMP")
    helpers.alter_column(
        "Tags",
        sa.Column("updatedAt", sa.DateTime(timezone=True)),
        sa.Column("updatedAt", sa.DateTime(timezone=True), nullable=False),
    )
    # Tags.createdAt comes back without its values.
    op.add_column("Tags", sa.Column("createdAt", sa.DateTime(timezone=True)))
    helpers.fill("Tags", "createdAt", "CURRENT_TIMESTAMP")
    helpers.alter_column(
        "Tags",
        sa.Column("createdAt", sa.DateTime(timezone=True)),
        sa.Column("createdAt", sa.DateTime(timezone=True), nullable=False),
    )
