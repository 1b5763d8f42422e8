"""change-orders

Revision ID: 20260201000001
Revises:
"""

from pathlib import Path

from alembic import op
from alembic.util import load_python_file

revision = "20260201000001"
down_revision = None

folder = str(Path(__file__).parents[1] / "helpers")
helpers = load_python_file(folder, "sqlite_postgres_mysql_1.py")


def upgrade() -> None:
    helpers.drop_index("Orders_CustomerId_idx", "Orders", "CustomerId")


def downgrade() -> None:
    op.create_index("Orders_CustomerId_idx", "Orders", ["CustomerId"])
