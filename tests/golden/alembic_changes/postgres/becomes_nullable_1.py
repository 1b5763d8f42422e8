"""change-customers

Revision ID: 20260201000001
Revises:
"""

from pathlib import Path

from alembic import op
from alembic.util import load_python_file

revision = "20260201000001"
down_revision = None

folder = str(Path(__file__).parents[1] / "helpers")
helpers = load_python_file(folder, "postgres_1.py")


def upgrade() -> None:
    op.alter_column("Customers", "name", nullable=True)


def downgrade() -> None:
    helpers.stop_at_rows(
        "Customers.name becomes required",
        "SELECT * FROM {Customers} WHERE {name} IS NULL",
    )
    op.alter_column("Customers", "name", nullable=False)
