"""change-orders

Revision ID: 20260201000001
Revises:
"""

from pathlib import Path

from alembic.util import load_python_file

revision = "20260201000001"
down_revision = None

folder = str(Path(__file__).parents[1] / "helpers")
helpers = load_python_file(folder, "sqlite_1.py")


def upgrade() -> None:
    pass


def downgrade() -> None:
    helpers.stop_at_rows(
        "Orders.id becomes integer",
        "SELECT * FROM {Orders} WHERE {id} < -2147483648 OR {id} > 2147483647",
    )
