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
    op.alter_column("Orders", "note", type_=sa.Text())


def downgrade() -> None:
    helpers.stop_at_rows(
        "Orders.note becomes string(200)",
        "SELECT * FROM {Orders} WHERE char_length({note}) > 200",
    )
    op.alter_column("Orders", "note", type_=sa.String(200))
