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
helpers = load_python_file(folder, "mysql_1.py")


def upgrade() -> None:
    helpers.drop_foreign_key("Lines_OrderId_fkey", "Lines", "OrderId")
    helpers.drop_foreign_key("OrderTags_OrderId_fkey", "OrderTags", "OrderId")
    op.alter_column(
        "Orders",
        "id",
        existing_type=sa.Integer(),
        type_=sa.BigInteger(),
        nullable=False,
        autoincrement=True,
    )
    op.alter_column(
        "Lines",
        "OrderId",
        existing_type=sa.Integer(),
        type_=sa.BigInteger(),
        nullable=False,
    )
    op.alter_column(
        "Lines",
        "number",
        existing_type=sa.SmallInteger(),
        type_=sa.Integer(),
        nullable=False,
    )
    op.alter_column(
        "OrderTags",
        "OrderId",
        existing_type=sa.Integer(),
        type_=sa.BigInteger(),
        nullable=False,
    )
    op.create_foreign_key(
        "Lines_OrderId_fkey",
        "Lines",
        "Orders",
        ["OrderId"],
        ["id"],
        onupdate="CASCADE",
        ondelete="CASCADE",
    )
    op.create_foreign_key(
        "OrderTags_OrderId_fkey",
        "OrderTags",
        "Orders",
        ["OrderId"],
        ["id"],
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
    op.alter_column(
        "OrderTags",
        "OrderId",
        existing_type=sa.BigInteger(),
        type_=sa.Integer(),
        nullable=False,
    )
    op.alter_column(
        "Lines",
        "number",
        existing_type=sa.Integer(),
        type_=sa.SmallInteger(),
        nullable=False,
    )
    op.alter_column(
        "Lines",
        "OrderId",
        existing_type=sa.BigInteger(),
        type_=sa.Integer(),
        nullable=False,
    )
    op.alter_column(
        "Orders",
        "id",
        existing_type=sa.BigInteger(),
        type_=sa.Integer(),
        nullable=False,
        autoincrement=True,
    )
    op.create_foreign_key(
        "OrderTags_OrderId_fkey",
        "OrderTags",
        "Orders",
        ["OrderId"],
        ["id"],
        onupdate="CASCADE",
        ondelete="CASCADE",
    )
    op.create_foreign_key(
        "Lines_OrderId_fkey",
        "Lines",
        "Orders",
        ["OrderId"],
        ["id"],
        onupdate="CASCADE",
        ondelete="CASCADE",
    )
