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
helpers = load_python_file(folder, "mysql_1.py")


def upgrade() -> None:
    helpers.drop_index("Orders_status_idx", "Orders", "status")
    op.drop_column("Orders", "status")


def downgrade() -> None:
    # Orders.status comes back without its values.
    op.add_column(
        "Orders",
        sa.Column("status", sa.Enum("pending", "paid"), server_default="pending"),
    )
    op.create_index("Orders_status_idx", "Orders", ["status"])
