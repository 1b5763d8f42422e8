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
helpers = load_python_file(folder, "mysql_1.py")


def upgrade() -> None:
    helpers.stop_at_rows(
        "Orders.number becomes integer",
        "SELECT * FROM {Orders} WHERE {number} NOT REGEXP '^ *[-+]?[0-9]+ *$'",
    )
    op.alter_column(
        "Orders",
        "number",
        existing_type=sa.String(20),
        type_=sa.Integer(),
        nullable=True,
    )


def downgrade() -> None:
    helpers.stop_at_rows(
        "Orders.number becomes string(20)",
        "SELECT * FROM {Orders} WHERE char_length({number}) > 20",
    )
    op.alter_column(
        "Orders",
        "number",
        existing_type=sa.Integer(),
        type_=sa.String(20),
        nullable=True,
    )
