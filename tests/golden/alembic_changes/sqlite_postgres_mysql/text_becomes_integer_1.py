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
    if op.get_context().dialect.name == "sqlite":
        helpers.stop_at_rows(
            "Orders.number becomes integer",
            """
            SELECT *
            FROM {Orders}
            WHERE CAST(CAST({number} AS INTEGER) AS TEXT) <> trim({number})
            """,
        )
    if op.get_context().dialect.name in ("mysql", "mariadb"):
        helpers.stop_at_rows(
            "Orders.number becomes integer",
            "SELECT * FROM {Orders} WHERE {number} NOT REGEXP '^ *[-+]?[0-9]+ *$'",
        )
    helpers.alter_column(
        "Orders",
        sa.Column("number", sa.String(20)),
        sa.Column("number", sa.Integer()),
        postgresql_using='"number"::INTEGER',
    )


def downgrade() -> None:
    if op.get_context().dialect.name == "sqlite":
        helpers.stop_at_rows(
            "Orders.number becomes string(20)",
            "SELECT * FROM {Orders} WHERE length({number}) > 20",
        )
    if op.get_context().dialect.name == "postgresql":
        helpers.stop_at_rows(
            "Orders.number becomes string(20)",
            "SELECT * FROM {Orders} WHERE char_length({number}::text) > 20",
        )
    if op.get_context().dialect.name in ("mysql", "mariadb"):
        helpers.stop_at_rows(
            "Orders.number becomes string(20)",
            "SELECT * FROM {Orders} WHERE char_length({number}) > 20",
        )
    helpers.alter_column(
        "Orders", sa.Column("number", sa.Integer()), sa.Column("number", sa.String(20))
    )
