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
helpers = load_python_file(folder, "sqlite_postgres_mysql_1.py")


def upgrade() -> None:
    # MySQL reads a foreign key beside its column and forgets it.
    inline = op.get_context().dialect.name not in ("mysql", "mariadb")
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
        inline_references=inline,
    )
    op.create_index("Orders_CustomerId_idx", "Orders", ["CustomerId"])


def downgrade() -> None:
    helpers.drop_reference("Orders", "CustomerId", "Orders_CustomerId_idx")
