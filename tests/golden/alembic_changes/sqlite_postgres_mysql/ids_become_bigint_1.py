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
helpers = load_python_file(folder, "sqlite_postgres_mysql_1.py")


def upgrade() -> None:
    helpers.drop_foreign_key("Copies_BookId_fkey", "Copies", "BookId")
    if op.get_context().dialect.name != "sqlite":
        helpers.alter_column(
            "Books",
            sa.Column("id", sa.Integer(), primary_key=True),
            sa.Column(
                "id",
                sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
                primary_key=True,
            ),
        )
    if op.get_context().dialect.name == "postgresql":
        op.execute('ALTER SEQUENCE "Books_id_seq" AS bigint')
    helpers.alter_column(
        "Copies",
        sa.Column("BookId", sa.Integer()),
        sa.Column("BookId", sa.BigInteger()),
    )
    helpers.add_foreign_key(
        "Copies_BookId_fkey",
        "Copies",
        "Books",
        "BookId",
        "id",
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
    helpers.alter_column(
        "Copies",
        sa.Column("BookId", sa.BigInteger()),
        sa.Column("BookId", sa.Integer()),
    )
    if op.get_context().dialect.name != "sqlite":
        helpers.alter_column(
            "Books",
            sa.Column(
                "id",
                sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
                primary_key=True,
            ),
            sa.Column("id", sa.Integer(), primary_key=True),
        )
    if op.get_context().dialect.name == "postgresql":
        op.execute('ALTER SEQUENCE "Books_id_seq" AS integer')
    helpers.add_foreign_key(
        "Copies_BookId_fkey",
        "Copies",
        "Books",
        "BookId",
        "id",
        onupdate="CASCADE",
        ondelete="CASCADE",
    )
