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
    op.alter_column(
        "Orders", "number", type_=sa.Integer(), postgresql_using='"number"::INTEGER'
    )


def downgrade() -> None:
    helpers.stop_at_rows(
        "Orders.number becomes string(20)",
        "SELECT * FROM {Orders} WHERE char_length({number}::text) > 20",
    )
    op.alter_column("Orders", "number", type_=sa.String(20))
