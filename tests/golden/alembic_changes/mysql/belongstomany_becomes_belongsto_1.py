"""add-order-customer

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
    op.add_column(
        "Orders",
        sa.Column(
            "CustomerId",
            sa.Integer(),
            sa.ForeignKey(
                "Customers.id",
                name="Orders_CustomerId_foreign_idx",
                onupdate="CASCADE",
                ondelete="SET NULL",
            ),
        ),
    )
    op.create_index("Orders_CustomerId_idx", "Orders", ["CustomerId"])


def downgrade() -> None:
    helpers.drop_foreign_key("Orders_CustomerId_foreign_idx", "Orders", "CustomerId")
    op.drop_index("Orders_CustomerId_idx", table_name="Orders")
    op.drop_column("Orders", "CustomerId")
