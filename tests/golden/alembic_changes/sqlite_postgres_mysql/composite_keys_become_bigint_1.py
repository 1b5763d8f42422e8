"""change-orders-and-2-others

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
    helpers.drop_foreign_key("Lines_OrderId_fkey", "Lines", "OrderId")
    helpers.drop_foreign_key("OrderTags_OrderId_fkey", "OrderTags", "OrderId")
    if op.get_context().dialect.name != "sqlite":
        helpers.alter_column(
            "Orders",
            sa.Column("id", sa.Integer(), primary_key=True),
            sa.Column(
                "id",
                sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
                primary_key=True,
            ),
        )
    if op.get_context().dialect.name == "postgresql":
        op.execute('ALTER SEQUENCE "Orders_id_seq" AS bigint')
    helpers.alter_column(
        "Lines",
        sa.Column("OrderId", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("OrderId", sa.BigInteger(), primary_key=True, autoincrement=False),
    )
    helpers.alter_column(
        "Lines",
        sa.Column("number", sa.SmallInteger(), primary_key=True, autoincrement=False),
        sa.Column("number", sa.Integer(), primary_key=True, autoincrement=False),
    )
    helpers.alter_column(
        "OrderTags",
        sa.Column("OrderId", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("OrderId", sa.BigInteger(), primary_key=True, autoincrement=False),
    )
    helpers.add_foreign_key(
        "Lines_OrderId_fkey",
        "Lines",
        "Orders",
        "OrderId",
        "id",
        onupdate="CASCADE",
        ondelete="CASCADE",
    )
    helpers.add_foreign_key(
        "OrderTags_OrderId_fkey",
        "OrderTags",
        "Orders",
        "OrderId",
        "id",
        onupdate="CASCADE",
        ondelete="CASCADE",
    )


def downgrade() -> None:
    helpers.stop_at_rows(
        "OrderTags.OrderId becomes integer",
        """
        SELECT *
        FROM {OrderTags}
        WHERE {OrderId} < -2147483648 OR {OrderId} > 2147483647
        """,
    )
    helpers.stop_at_rows(
        "Lines.number becomes smallint",
        "SELECT * FROM {Lines} WHERE {number} < -32768 OR {number} > 32767",
    )
    helpers.stop_at_rows(
        "Lines.OrderId becomes integer",
        "SELECT * FROM {Lines} WHERE {OrderId} < -2147483648 OR {OrderId} > 2147483647",
    )
    helpers.stop_at_rows(
        "Orders.id becomes integer",
        "SELECT * FROM {Orders} WHERE {id} < -2147483648 OR {id} > 2147483647",
    )
    helpers.drop_foreign_key("OrderTags_OrderId_fkey", "OrderTags", "OrderId")
    helpers.drop_foreign_key("Lines_OrderId_fkey", "Lines", "OrderId")
    helpers.alter_column(
        "OrderTags",
        sa.Column("OrderId", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("OrderId", sa.Integer(), primary_key=True, autoincrement=False),
    )
    helpers.alter_column(
        "Lines",
        sa.Column("number", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("number", sa.SmallInteger(), primary_key=True, autoincrement=False),
    )
    helpers.alter_column(
        "Lines",
        sa.Column("OrderId", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("OrderId", sa.Integer(), primary_key=True, autoincrement=False),
    )
    if op.get_context().dialect.name != "sqlite":
        helpers.alter_column(
            "Orders",
            sa.Column(
                "id",
                sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
                primary_key=True,
            ),
            sa.Column("id", sa.Integer(), primary_key=True),
        )
    if op.get_context().dialect.name == "postgresql":
        op.execute('ALTER SEQUENCE "Orders_id_seq" AS integer')
    helpers.add_foreign_key(
        "OrderTags_OrderId_fkey",
        "OrderTags",
        "Orders",
        "OrderId",
        "id",
        onupdate="CASCADE",
        ondelete="CASCADE",
    )
    helpers.add_foreign_key(
        "Lines_OrderId_fkey",
        "Lines",
        "Orders",
        "OrderId",
        "id",
        onupdate="CASCADE",
        ondelete="CASCADE",
    )
