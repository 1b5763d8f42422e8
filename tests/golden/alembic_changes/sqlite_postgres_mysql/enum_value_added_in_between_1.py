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
    if op.get_context().dialect.name == "postgresql":
        op.execute("ALTER TYPE \"enum_Orders_status\" ADD VALUE 'sent' AFTER 'pending'")
    if op.get_context().dialect.name in ("mysql", "mariadb"):
        helpers.alter_column(
            "Orders",
            sa.Column(
                "status",
                sa.Enum("pending", "paid", name="enum_Orders_status").with_variant(
                    sa.Text(), "sqlite"
                ),
                server_default="pending",
            ),
            sa.Column(
                "status",
                sa.Enum(
                    "pending", "sent", "paid", name="enum_Orders_status"
                ).with_variant(sa.Text(), "sqlite"),
                server_default="pending",
            ),
        )


def downgrade() -> None:
    if op.get_context().dialect.name != "postgresql":
        helpers.stop_at_rows(
            "Orders.status allows pending, paid",
            "SELECT * FROM {Orders} WHERE {status} NOT IN ('pending', 'paid')",
        )
    if op.get_context().dialect.name == "postgresql":
        helpers.stop_at_rows(
            "Orders.status allows pending, paid",
            "SELECT * FROM {Orders} WHERE {status}::text NOT IN ('pending', 'paid')",
        )
        op.execute(
            'ALTER TYPE "enum_Orders_status" RENAME TO "enum_Orders_status__old"'
        )
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
    if op.get_context().dialect.name in ("mysql", "mariadb"):
        helpers.alter_column(
            "Orders",
            sa.Column(
                "status",
                sa.Enum(
                    "pending", "sent", "paid", name="enum_Orders_status"
                ).with_variant(sa.Text(), "sqlite"),
                server_default="pending",
            ),
            sa.Column(
                "status",
                sa.Enum("pending", "paid", name="enum_Orders_status").with_variant(
                    sa.Text(), "sqlite"
                ),
                server_default="pending",
            ),
        )
