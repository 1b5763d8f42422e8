"""change-books-and-copies

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
    helpers.drop_foreign_key("Copies_BookId_fkey", "Copies", "BookId")
    op.alter_column(
        "Books",
        "id",
        existing_type=sa.Integer(),
        type_=sa.BigInteger(),
        nullable=False,
        autoincrement=True,
    )
    op.alter_column(
        "Copies",
        "BookId",
        existing_type=sa.Integer(),
        type_=sa.BigInteger(),
        nullable=True,
    )
    op.create_foreign_key(
        "Copies_BookId_fkey",
        "Copies",
        "Books",
        ["BookId"],
        ["id"],
        onupdate="CASCADE",
        ondelete="CASCADE",
    )


def downgrade() -> None:
    helpers.stop_at_rows(
        "Copies.BookId becomes integer",
        "SELECT * FROM {Copies} WHERE {BookId} < -2147483648 OR {BookId} > 2147483647",
    )
    helpers.stop_at_rows(
        "Books.id becomes integer",
        "SELECT * FROM {Books} WHERE {id} < -2147483648 OR {id} > 2147483647",
    )
    helpers.drop_foreign_key("Copies_BookId_fkey", "Copies", "BookId")
    op.alter_column(
        "Copies",
        "BookId",
        existing_type=sa.BigInteger(),
        type_=sa.Integer(),
        nullable=True,
    )
    op.alter_column(
        "Books",
        "id",
        existing_type=sa.BigInteger(),
        type_=sa.Integer(),
        nullable=False,
        autoincrement=True,
    )
    op.create_foreign_key(
        "Copies_BookId_fkey",
        "Copies",
        "Books",
        ["BookId"],
        ["id"],
        onupdate="CASCADE",
        ondelete="CASCADE",
    )
