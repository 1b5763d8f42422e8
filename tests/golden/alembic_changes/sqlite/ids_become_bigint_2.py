"""change-copies

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
        "Copies",
        sa.Column("BookId", sa.Integer()),
        sa.Column("BookId", sa.BigInteger()),
    )


def downgrade() -> None:
    helpers.stop_at_rows(
        "Copies.BookId becomes integer",
        "SELECT * FROM {Copies} WHERE {BookId} < -2147483648 OR {BookId} > 2147483647",
    )
    helpers.alter_column(
        "Copies",
        sa.Column("BookId", sa.BigInteger()),
        sa.Column("BookId", sa.Integer()),
    )
