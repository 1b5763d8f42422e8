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
helpers = load_python_file(folder, "sqlite_postgres_mysql_1.py")


def upgrade() -> None:
    helpers.drop_index("Orders_status_idx", "Orders", "status")
    op.drop_column("Orders", "status")
    if op.get_context().dialect.name == "postgresql":
        op.execute('DROP TYPE "enum_Orders_status"')


def downgrade() -> None:
    # Orders.status comes back without its values.
    if op.get_context().dialect.name == "postgresql":
        sa.Enum("pending", "paid", name="enum_Orders_status").create(op.get_bind())
    op.add_column(
        "Orders",
        sa.Column(
            "status",
            sa.Enum("pending", "paid", name="enum_Orders_status").with_variant(
                sa.Text(), "sqlite"
            ),
            server_default="pending",
        ),
    )
    op.create_index("Orders_status_idx", "Orders", ["status"])
