"""change-orders

Revision ID: 20260201000001
Revises:
"""

from pathlib import Path

from alembic.util import load_python_file

revision = "20260201000001"
down_revision = None

folder = str(Path(__file__).parents[1] / "helpers")
helpers = load_python_file(folder, "sqlite_postgres_mysql_1.py")


def upgrade() -> None:
    helpers.rename_column("Orders", "note", "remark")
    helpers.rename_index("Orders", "Orders_note_idx", "Orders_remark_idx")


def downgrade() -> None:
    helpers.rename_index("Orders", "Orders_remark_idx", "Orders_note_idx")
    helpers.rename_column("Orders", "remark", "note")
