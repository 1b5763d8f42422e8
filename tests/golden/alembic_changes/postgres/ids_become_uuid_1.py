"""change-books-and-copies

Revision ID: 20260201000001
Revises:
"""

import sqlalchemy as sa
from alembic import op

revision = "20260201000001"
down_revision = None


def upgrade() -> None:
    op.drop_constraint("Copies_BookId_fkey", "Copies", type_="foreignkey")
    op.execute('ALTER TABLE "Books" ALTER COLUMN "id" DROP DEFAULT')
    op.execute('DROP SEQUENCE "Books_id_seq"')
    op.alter_column(
        "Books",
        "id",
        type_=sa.Uuid(),
        postgresql_using="('00000000-0000-4000-8000-' || lpad(\"id\"::text, 12, '0'))::uuid",
        server_default=sa.text("gen_random_uuid()"),
    )
    op.alter_column(
        "Copies",
        "BookId",
        type_=sa.Uuid(),
        postgresql_using="('00000000-0000-4000-8000-' || lpad(\"BookId\"::text, 12, '0'))::uuid",
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
    op.drop_constraint("Copies_BookId_fkey", "Copies", type_="foreignkey")
    # Lost in Copies.BookId: every value is numbered anew.
    op.execute("""
        CREATE TEMPORARY TABLE "scaffold_numbers_1" AS
        SELECT "id" AS "value", row_number() OVER (ORDER BY "id") + (SELECT COALESCE(max(CAST(substr(CAST("id" AS CHAR(36)), 25) AS BIGINT)), 0)
            FROM "Books"
            WHERE CAST("id" AS CHAR(36)) LIKE '00000000-0000-4000-8000-%') AS "number"
        FROM "Books"
        WHERE "id" IS NOT NULL AND CAST("id" AS CHAR(36)) NOT LIKE '00000000-0000-4000-8000-%'
    """)
    op.execute("""
        UPDATE "Copies"
        SET "BookId" = (SELECT ('00000000-0000-4000-8000-' || lpad("scaffold_numbers_1"."number"::text, 12, '0'))::uuid
            FROM "scaffold_numbers_1"
            WHERE "scaffold_numbers_1"."value" = "Copies"."BookId")
        WHERE CAST("BookId" AS CHAR(36)) NOT LIKE '00000000-0000-4000-8000-%'
    """)
    op.alter_column(
        "Copies",
        "BookId",
        type_=sa.Integer(),
        postgresql_using='right("BookId"::text, 12)::INTEGER',
    )
    # Lost in Books.id: every value is numbered anew.
    op.execute("""
        UPDATE "Books"
        SET "id" = (SELECT ('00000000-0000-4000-8000-' || lpad("scaffold_numbers_1"."number"::text, 12, '0'))::uuid
            FROM "scaffold_numbers_1"
            WHERE "scaffold_numbers_1"."value" = "Books"."id")
        WHERE CAST("id" AS CHAR(36)) NOT LIKE '00000000-0000-4000-8000-%'
    """)
    op.execute('DROP TABLE "scaffold_numbers_1"')
    op.alter_column("Books", "id", server_default=None)
    op.alter_column(
        "Books",
        "id",
        type_=sa.Integer(),
        postgresql_using='right("id"::text, 12)::INTEGER',
    )
    op.execute('CREATE SEQUENCE "Books_id_seq" AS integer OWNED BY "Books"."id"')
    op.execute("""
        SELECT setval('"Books_id_seq"', COALESCE(max("id"), 0) + 1, false)
        FROM "Books"
    """)
    op.execute("""
        ALTER TABLE "Books" ALTER COLUMN "id"
        SET DEFAULT nextval('"Books_id_seq"')
    """)
    op.create_foreign_key(
        "Copies_BookId_fkey",
        "Copies",
        "Books",
        ["BookId"],
        ["id"],
        onupdate="CASCADE",
        ondelete="CASCADE",
    )
