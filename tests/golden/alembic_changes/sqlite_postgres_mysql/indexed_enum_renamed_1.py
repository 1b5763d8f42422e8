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
    helpers.rename_column("Orders", "status", "state")
    if op.get_context().dialect.name == "postgresql":
        op.execute('ALTER TYPE "enum_Orders_status" RENAME TO "enum_Orders_state"')
    helpers.rename_index("Orders", "Orders_status_idx", "Orders_state_idx")


def downgrade() -> None:
    helpers.rename_index("Orders", "Orders_state_idx", "Orders_status_idx")
    helpers.rename_column("Orders", "state", "status")
    if op.get_context().dialect.name == "postgresql":
        op.execute('ALTER TYPE "enum_Orders_state" RENAME TO "enum_Orders_status"')
