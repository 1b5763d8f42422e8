"""change-customers

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
    op.drop_column("Customers", "name")


def downgrade() -> None:
    # Customers.name comes back without its values.
    op.add_column("Customers", sa.Column("name", sa.String(40)))
    helpers.fill("Customers", "name", "''")
    helpers.alter_column(
        "Customers",
        sa.Column("name", sa.String(40)),
        sa.Column("name", sa.String(40), nullable=False),
    )
