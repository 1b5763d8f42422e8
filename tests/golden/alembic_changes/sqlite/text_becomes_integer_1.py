"""change-orders

Revision ID: 20260201000001
Revises:
"""

from pathlib import Path

import sqlalchemy as sa
from alembic.util import load_python_file

revision = "20260201000001"
down_revision = None

folder = str(Path(__file__).parents[1] / "helpers")
helpers = load_python_file(folder, "sqlite_1.py")


def upgrade() -> None:
    helpers.stop_at_rows(
        "Orders.number becomes integer",
        """
        SELECT *
        FROM {Orders}
        WHERE CAST(CAST({number} AS INTEGER) AS TEXT) <> trim({number})
        """,
    )
    helpers.alter_column(
        "Orders", sa.Column("number", sa.String(20)), sa.Column("number", sa.Integer())
    )


def downgrade() -> None:
    helpers.stop_at_rows(
        "Orders.number becomes string(20)",
        "SELECT * FROM {Orders} WHERE length({number}) > 20",
    )
    helpers.alter_column(
        "Orders", sa.Column("number", sa.Integer()), sa.Column("number", sa.String(20))
    )
