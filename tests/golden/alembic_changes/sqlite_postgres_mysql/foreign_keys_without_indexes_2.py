"""change-order-tags

Revision ID: 20260201000002
Revises: 20260201000001
"""

from pathlib import Path

from alembic import op
from alembic.util import load_python_file

revision = "20260201000002"
down_revision = "20260201000001"

folder = str(Path(__file__).parents[1] / "helpers")
helpers = load_python_file(folder, "sqlite_postgres_mysql_1.py")


def upgrade() -> None:
    helpers.drop_index("OrderTags_TagId_idx", "OrderTags", "TagId")


def downgrade() -> None:
    op.create_index("OrderTags_TagId_idx", "OrderTags", ["TagId"])
