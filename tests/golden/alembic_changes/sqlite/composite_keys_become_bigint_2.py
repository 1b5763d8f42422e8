"""change-lines

Revision ID: 20260201000002
Revises: 20260201000001
"""

from pathlib import Path

import sqlalchemy as sa
from alembic.util import load_python_file

revision = "20260201000002"
down_revision = "20260201000001"

folder = str(Path(__file__).parents[1] / "helpers")
helpers = load_python_file(folder, "sqlite_1.py")


def upgrade() -> None:
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


def downgrade() -> None:
    helpers.stop_at_rows(
        "Lines.number becomes smallint",
        "SELECT * FROM {Lines} WHERE {number} < -32768 OR {number} > 32767",
    )
    helpers.stop_at_rows(
        "Lines.OrderId becomes integer",
        "SELECT * FROM {Lines} WHERE {OrderId} < -2147483648 OR {OrderId} > 2147483647",
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
