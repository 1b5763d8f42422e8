"""add-note-order

Revision ID: 20260201000002
Revises: 20260201000001
"""

from pathlib import Path

import sqlalchemy as sa
from alembic import op
from alembic.util import load_python_file

revision = "20260201000002"
down_revision = "20260201000001"

folder = str(Path(__file__).parents[1] / "helpers")
helpers = load_python_file(folder, "mysql_1.py")


def upgrade() -> None:
    op.add_column(
        "Notes",
        sa.Column(
            "OrderId",
            sa.Integer(),
            sa.ForeignKey(
                "Orders.id",
                name="Notes_OrderId_foreign_idx",
                onupdate="CASCADE",
                ondelete="SET NULL",
            ),
        ),
    )
    op.create_index("Notes_OrderId_idx", "Notes", ["OrderId"])


def downgrade() -> None:
    helpers.drop_foreign_key("Notes_OrderId_foreign_idx", "Notes", "OrderId")
    op.drop_index("Notes_OrderId_idx", table_name="Notes")
    op.drop_column("Notes", "OrderId")
