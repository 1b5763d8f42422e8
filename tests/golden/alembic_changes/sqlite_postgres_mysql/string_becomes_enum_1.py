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
    helpers.stop_at_rows(
        "Orders.note allows abc, other",
        "SELECT * FROM {Orders} WHERE {note} NOT IN ('abc', 'other')",
    )
    if op.get_context().dialect.name == "postgresql":
        op.execute("CREATE TYPE \"enum_Orders_note\" AS ENUM ('abc', 'other')")
        op.alter_column(
            "Orders",
            "note",
            type_=sa.Enum("abc", "other", name="enum_Orders_note"),
            postgresql_using='"note"::"enum_Orders_note"',
            server_default="other",
        )
    if op.get_context().dialect.name != "postgresql":
        helpers.alter_column(
            "Orders",
            sa.Column("note", sa.String(200)),
            sa.Column(
                "note",
                sa.Enum("abc", "other", name="enum_Orders_note").with_variant(
                    sa.Text(), "sqlite"
                ),
                server_default="other",
            ),
        )


def downgrade() -> None:
    if op.get_context().dialect.name == "postgresql":
        op.alter_column("Orders", "note", server_default=None)
        op.alter_column("Orders", "note", type_=sa.String(200))
        op.execute('DROP TYPE "enum_Orders_note"')
    if op.get_context().dialect.name != "postgresql":
        helpers.alter_column(
            "Orders",
            sa.Column(
                "note",
                sa.Enum("abc", "other", name="enum_Orders_note").with_variant(
                    sa.Text(), "sqlite"
                ),
                server_default="other",
            ),
            sa.Column("note", sa.String(200)),
        )
