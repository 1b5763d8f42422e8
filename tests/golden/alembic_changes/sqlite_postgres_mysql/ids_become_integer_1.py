"""change-books-and-copies

Revision ID: 20260201000001
Revises:
"""

from pathlib import Path

import sqlalchemy as sa
from alembic import op
from alembic.util import load_python_file
from sqlalchemy.dialects import mysql

revision = "20260201000001"
down_revision = None

folder = str(Path(__file__).parents[1] / "helpers")
helpers = load_python_file(folder, "sqlite_postgres_mysql_1.py")


def upgrade() -> None:
    helpers.drop_foreign_key("Copies_BookId_fkey", "Copies", "BookId")
    if op.get_context().dialect.name == "sqlite":
        helpers.execute("""
            CREATE TEMPORARY TABLE {scaffold_numbers_1} AS
            SELECT {id} AS {value}, row_number() OVER (ORDER BY {id}) + (SELECT COALESCE(max(CAST(substr(CAST({id} AS CHAR(36)), 25) AS INTEGER)), 0)
                FROM {Books}
                WHERE CAST({id} AS CHAR(36)) LIKE '00000000-0000-4000-8000-%') AS {number}
            FROM {Books}
            WHERE {id} IS NOT NULL AND CAST({id} AS CHAR(36)) NOT LIKE '00000000-0000-4000-8000-%'
        """)
    if op.get_context().dialect.name == "postgresql":
        helpers.execute("""
            CREATE TEMPORARY TABLE {scaffold_numbers_1} AS
            SELECT {id} AS {value}, row_number() OVER (ORDER BY {id}) + (SELECT COALESCE(max(CAST(substr(CAST({id} AS CHAR(36)), 25) AS BIGINT)), 0)
                FROM {Books}
                WHERE CAST({id} AS CHAR(36)) LIKE '00000000-0000-4000-8000-%') AS {number}
            FROM {Books}
            WHERE {id} IS NOT NULL AND CAST({id} AS CHAR(36)) NOT LIKE '00000000-0000-4000-8000-%'
        """)
    if op.get_context().dialect.name in ("mysql", "mariadb"):
        helpers.execute("""
            CREATE TEMPORARY TABLE {scaffold_numbers_1} AS
            SELECT {id} AS {value}, row_number() OVER (ORDER BY {id}) + (SELECT COALESCE(max(CAST(substr(CAST({id} AS CHAR(36)), 25) AS UNSIGNED)), 0)
                FROM {Books}
                WHERE CAST({id} AS CHAR(36)) LIKE '00000000-0000-4000-8000-%') AS {number}
            FROM {Books}
            WHERE {id} IS NOT NULL AND CAST({id} AS CHAR(36)) NOT LIKE '00000000-0000-4000-8000-%'
        """)
    if op.get_context().dialect.name == "sqlite":
        helpers.execute("""
            UPDATE {Books}
            SET {id} = (SELECT '00000000-0000-4000-8000-' || printf('%012d', {scaffold_numbers_1}.{number})
                FROM {scaffold_numbers_1}
                WHERE {scaffold_numbers_1}.{value} = {Books}.{id})
            WHERE CAST({id} AS CHAR(36)) NOT LIKE '00000000-0000-4000-8000-%'
        """)
    if op.get_context().dialect.name == "postgresql":
        helpers.execute("""
            UPDATE {Books}
            SET {id} = (SELECT ('00000000-0000-4000-8000-' || lpad({scaffold_numbers_1}.{number}::text, 12, '0'))::uuid
                FROM {scaffold_numbers_1}
                WHERE {scaffold_numbers_1}.{value} = {Books}.{id})
            WHERE CAST({id} AS CHAR(36)) NOT LIKE '00000000-0000-4000-8000-%'
        """)
    if op.get_context().dialect.name in ("mysql", "mariadb"):
        helpers.execute("""
            UPDATE {Books}
            SET {id} = (SELECT concat('00000000-0000-4000-8000-', lpad({scaffold_numbers_1}.{number}, 12, '0'))
                FROM {scaffold_numbers_1}
                WHERE {scaffold_numbers_1}.{value} = {Books}.{id})
            WHERE CAST({id} AS CHAR(36)) NOT LIKE '00000000-0000-4000-8000-%'
        """)
        helpers.execute("UPDATE {Books} SET {id} = right({id}, 12)")
    if op.get_context().dialect.name == "postgresql":
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
    if op.get_context().dialect.name != "postgresql":
        helpers.alter_column(
            "Books",
            sa.Column(
                "id",
                sa.UUID().with_variant(mysql.CHAR(36, binary=True), "mysql", "mariadb"),
                primary_key=True,
            ),
            sa.Column("id", sa.Integer(), primary_key=True),
            sqlite_using='CAST(substr("id", 25) AS INTEGER)',
        )
    if op.get_context().dialect.name == "sqlite":
        helpers.execute("""
            UPDATE {Copies}
            SET {BookId} = (SELECT '00000000-0000-4000-8000-' || printf('%012d', {scaffold_numbers_1}.{number})
                FROM {scaffold_numbers_1}
                WHERE {scaffold_numbers_1}.{value} = {Copies}.{BookId})
            WHERE CAST({BookId} AS CHAR(36)) NOT LIKE '00000000-0000-4000-8000-%'
        """)
    if op.get_context().dialect.name == "postgresql":
        helpers.execute("""
            UPDATE {Copies}
            SET {BookId} = (SELECT ('00000000-0000-4000-8000-' || lpad({scaffold_numbers_1}.{number}::text, 12, '0'))::uuid
                FROM {scaffold_numbers_1}
                WHERE {scaffold_numbers_1}.{value} = {Copies}.{BookId})
            WHERE CAST({BookId} AS CHAR(36)) NOT LIKE '00000000-0000-4000-8000-%'
        """)
    if op.get_context().dialect.name in ("mysql", "mariadb"):
        helpers.execute("""
            UPDATE {Copies}
            SET {BookId} = (SELECT concat('00000000-0000-4000-8000-', lpad({scaffold_numbers_1}.{number}, 12, '0'))
                FROM {scaffold_numbers_1}
                WHERE {scaffold_numbers_1}.{value} = {Copies}.{BookId})
            WHERE CAST({BookId} AS CHAR(36)) NOT LIKE '00000000-0000-4000-8000-%'
        """)
    helpers.execute("DROP TABLE {scaffold_numbers_1}")
    if op.get_context().dialect.name in ("mysql", "mariadb"):
        helpers.execute("UPDATE {Copies} SET {BookId} = right({BookId}, 12)")
    helpers.alter_column(
        "Copies",
        sa.Column(
            "BookId",
            sa.UUID().with_variant(mysql.CHAR(36, binary=True), "mysql", "mariadb"),
        ),
        sa.Column("BookId", sa.Integer()),
        sqlite_using='CAST(substr("BookId", 25) AS INTEGER)',
        postgresql_using='right("BookId"::text, 12)::INTEGER',
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
        sa.Column(
            "BookId",
            sa.UUID().with_variant(mysql.CHAR(36, binary=True), "mysql", "mariadb"),
        ),
        sqlite_using="'00000000-0000-4000-8000-' || printf('%012d', \"BookId\")",
        postgresql_using="('00000000-0000-4000-8000-' || lpad(\"BookId\"::text, 12, '0'))::uuid",
        mysql_using="concat('00000000-0000-4000-8000-', lpad(`BookId`, 12, '0'))",
    )
    # Lost in Books.id: every value is computed anew from the number.
    if op.get_context().dialect.name == "postgresql":
        op.execute('ALTER TABLE "Books" ALTER COLUMN "id" DROP DEFAULT')
        op.execute('DROP SEQUENCE "Books_id_seq"')
        op.alter_column(
            "Books",
            "id",
            type_=sa.UUID(),
            postgresql_using="('00000000-0000-4000-8000-' || lpad(\"id\"::text, 12, '0'))::uuid",
        )
    if op.get_context().dialect.name != "postgresql":
        helpers.alter_column(
            "Books",
            sa.Column("id", sa.Integer(), primary_key=True),
            sa.Column(
                "id",
                sa.UUID().with_variant(mysql.CHAR(36, binary=True), "mysql", "mariadb"),
                primary_key=True,
            ),
            sqlite_using="'00000000-0000-4000-8000-' || printf('%012d', \"id\")",
            mysql_using="concat('00000000-0000-4000-8000-', lpad(`id`, 12, '0'))",
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
