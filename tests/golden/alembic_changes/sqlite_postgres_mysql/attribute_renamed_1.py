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


def downgrade() -> None:
    helpers.rename_column("Orders", "remark", "note")
