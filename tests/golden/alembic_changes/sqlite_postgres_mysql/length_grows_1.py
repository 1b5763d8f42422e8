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
    helpers.alter_column(
        "Orders", sa.Column("note", sa.String(200)), sa.Column("note", sa.String(255))
    )


def downgrade() -> None:
    if op.get_context().dialect.name == "sqlite":
        helpers.stop_at_rows(
            "Orders.note becomes string(200)",
            "SELECT * FROM {Orders} WHERE length({note}) > 200",
        )
    if op.get_context().dialect.name != "sqlite":
        helpers.stop_at_rows(
            "Orders.note becomes string(200)",
            "SELECT * FROM {Orders} WHERE char_length({note}) > 200",
        )
    helpers.alter_column(
        "Orders", sa.Column("note", sa.String(255)), sa.Column("note", sa.String(200))
    )
