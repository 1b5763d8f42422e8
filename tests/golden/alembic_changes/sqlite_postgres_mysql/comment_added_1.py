"""change-orders

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
    if op.get_context().dialect.name != "sqlite":
        helpers.alter_column(
            "Orders",
            sa.Column("note", sa.String(200)),
            sa.Column("note", sa.String(200), comment="x"),
        )


def downgrade() -> None:
    if op.get_context().dialect.name != "sqlite":
        helpers.alter_column(
            "Orders",
            sa.Column("note", sa.String(200), comment="x"),
            sa.Column("note", sa.String(200)),
        )
