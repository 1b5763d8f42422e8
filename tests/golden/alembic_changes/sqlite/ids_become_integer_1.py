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
helpers = load_python_file(folder, "sqlite_1.py")


def upgrade() -> None:
    helpers.drop_foreign_key("Copies_BookId_fkey", "Copies", "BookId")
    op.execute("""
        CREATE TEMPORARY TABLE "scaffold_numbers_1" AS
        SELECT "id" AS "value", row_number() OVER (ORDER BY "id") + (SELECT COALESCE(max(CAST(substr(CAST("id" AS CHAR(36)), 25) AS INTEGER)), 0)
            FROM "Books"
            WHERE CAST("id" AS CHAR(36)) LIKE '00000000-0000-4000-8000-%') AS "number"
        FROM "Books"
        WHERE "id" IS NOT NULL AND CAST("id" AS CHAR(36)) NOT LIKE '00000000-0000-4000-8000-%'
    """)
    op.execute("""
        UPDATE "Books"
        SET "id" = (SELECT '00000000-0000-4000-8000-' || printf('%012d', "scaffold_numbers_1"."number")
            FROM "scaffold_numbers_1"
            WHERE "scaffold_numbers_1"."value" = "Books"."id")
        WHERE CAST("id" AS CHAR(36)) NOT LIKE '00000000-0000-4000-8000-%'
    """)
    helpers.alter_column(
        "Books",
        sa.Column("id", sa.UUID(), primary_key=True),
        sa.Column("id", sa.Integer(), primary_key=True),
        sqlite_using='CAST(substr("id", 25) AS INTEGER)',
    )
    op.execute("""
        UPDATE "Copies"
        SET "BookId" = (SELECT '00000000-0000-4000-8000-' || printf('%012d', "scaffold_numbers_1"."number")
            FROM "scaffold_numbers_1"
            WHERE "scaffold_numbers_1"."value" = "Copies"."BookId")
        WHERE CAST("BookId" AS CHAR(36)) NOT LIKE '00000000-0000-4000-8000-%'
    """)
    op.execute('DROP TABLE "scaffold_numbers_1"')
    helpers.alter_column(
        "Copies",
        sa.Column("BookId", sa.UUID()),
        sa.Column("BookId", sa.Integer()),
        sqlite_using='CAST(substr("BookId", 25) AS INTEGER)',
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
    helpers.drop_foreign_key("Copies_BookId_fkey", "Copies", "BookId")
    # Lost in Copies.BookId: every value is computed anew from the number.
    helpers.alter_column(
        "Copies",
        sa.Column("BookId", sa.Integer()),
        sa.Column("BookId", sa.UUID()),
        sqlite_using="'00000000-0000-4000-8000-' || printf('%012d', \"BookId\")",
    )
    # Lost in Books.id: every value is computed anew from the number.
    helpers.alter_column(
        "Books",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("id", sa.UUID(), primary_key=True),
        sqlite_using="'00000000-0000-4000-8000-' || printf('%012d', \"id\")",
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
