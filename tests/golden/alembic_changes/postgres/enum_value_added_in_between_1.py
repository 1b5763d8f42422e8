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
helpers = load_python_file(folder, "postgres_1.py")


def upgrade() -> None:
    op.execute("ALTER TYPE \"enum_Orders_status\" ADD VALUE 'sent' AFTER 'pending'")


def downgrade() -> None:
    helpers.stop_at_rows(
        "Orders.status allows pending, paid",
        "SELECT * FROM {Orders} WHERE {status}::text NOT IN ('pending', 'paid')",
    )
    op.execute('ALTER TYPE "enum_Orders_status" RENAME TO "enum_Orders_status__old"')
    op.execute("CREATE TYPE \"enum_Orders_status\" AS ENUM ('pending', 'paid')")
    op.alter_column("Orders", "status", server_default=None)
    op.alter_column(
        "Orders",
        "status",
        type_=sa.Enum("pending", "paid", name="enum_Orders_status"),
        postgresql_using='"status"::text::"enum_Orders_status"',
        server_default="pending",
    )
    op.execute('DROP TYPE "enum_Orders_status__old"')
