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
helpers = load_python_file(folder, "sqlite_postgres_mysql_1.py")


def upgrade() -> None:
    # MySQL reads a foreign key beside its column and forgets it.
    inline = op.get_context().dialect.name not in ("mysql", "mariadb")
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
        inline_references=inline,
    )
    op.create_index("Notes_OrderId_idx", "Notes", ["OrderId"])


def downgrade() -> None:
    helpers.drop_reference("Notes", "OrderId", "Notes_OrderId_idx")
