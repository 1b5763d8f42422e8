"""change-customers

Revision ID: 20260201000001
Revises:
"""

from pathlib import Path

import sqlalchemy as sa
from alembic.util import load_python_file

revision = "20260201000001"
down_revision = None

folder = str(Path(__file__).parents[1] / "helpers")
helpers = load_python_file(folder, "sqlite_postgres_mysql_1.py")


def upgrade() -> None:
    helpers.alter_column(
        "Customers",
        sa.Column("name", sa.String(40), nullable=False),
        sa.Column("name", sa.String(40)),
    )


def downgrade() -> None:
    helpers.stop_at_rows(
        "Customers.name becomes required",
        "SELECT * FROM {Customers} WHERE {name} IS NULL",
    )
    helpers.alter_column(
        "Customers",
        sa.Column("name", sa.String(40)),
        sa.Column("name", sa.String(40), nullable=False),
    )
