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
helpers = load_python_file(folder, "mysql_1.py")


def upgrade() -> None:
    helpers.drop_foreign_key("Copies_BookId_fkey", "Copies", "BookId")
    op.execute("""
        CREATE TEMPORARY TABLE `scaffold_numbers_1` AS
        SELECT `id` AS `value`, row_number() OVER (ORDER BY `id`) + (SELECT COALESCE(max(CAST(substr(CAST(`id` AS CHAR(36)), 25) AS UNSIGNED)), 0)
            FROM `Books`
            WHERE CAST(`id` AS CHAR(36)) LIKE '00000000-0000-4000-8000-%') AS `number`
        FROM `Books`
        WHERE `id` IS NOT NULL AND CAST(`id` AS CHAR(36)) NOT LIKE '00000000-0000-4000-8000-%'
    """)
    op.execute("""
        UPDATE `Books`
        SET `id` = (SELECT concat('00000000-0000-4000-8000-', lpad(`scaffold_numbers_1`.`number`, 12, '0'))
            FROM `scaffold_numbers_1`
            WHERE `scaffold_numbers_1`.`value` = `Books`.`id`)
        WHERE CAST(`id` AS CHAR(36)) NOT LIKE '00000000-0000-4000-8000-%'
    """)
    op.execute("UPDATE `Books` SET `id` = right(`id`, 12)")
    op.alter_column(
        "Books",
        "id",
        existing_type=mysql.CHAR(36, binary=True),
        type_=sa.Integer(),
        nullable=False,
        autoincrement=True,
    )
    op.execute("""
        UPDATE `Copies`
        SET `BookId` = (SELECT concat('00000000-0000-4000-8000-', lpad(`scaffold_numbers_1`.`number`, 12, '0'))
            FROM `scaffold_numbers_1`
            WHERE `scaffold_numbers_1`.`value` = `Copies`.`BookId`)
        WHERE CAST(`BookId` AS CHAR(36)) NOT LIKE '00000000-0000-4000-8000-%'
    """)
    op.execute("DROP TABLE `scaffold_numbers_1`")
    op.execute("UPDATE `Copies` SET `BookId` = right(`BookId`, 12)")
    op.alter_column(
        "Copies",
        "BookId",
        existing_type=mysql.CHAR(36, binary=True),
        type_=sa.Integer(),
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
    helpers.drop_foreign_key("Copies_BookId_fkey", "Copies", "BookId")
    # Lost in Copies.BookId: every value is computed anew from the number.
    op.alter_column(
        "Copies",
        "BookId",
        existing_type=sa.Integer(),
        type_=mysql.CHAR(36, binary=True),
        nullable=True,
    )
    op.execute("""
        UPDATE `Copies`
        SET `BookId` = concat('00000000-0000-4000-8000-', lpad(`BookId`, 12, '0'))
    """)
    # Lost in Books.id: every value is computed anew from the number.
    op.alter_column(
        "Books",
        "id",
        existing_type=sa.Integer(),
        type_=mysql.CHAR(36, binary=True),
        nullable=False,
    )
    op.execute("""
        UPDATE `Books`
        SET `id` = concat('00000000-0000-4000-8000-', lpad(`id`, 12, '0'))
    """)
    op.alter_column(
        "Books", "id", existing_type=mysql.CHAR(36, binary=True), nullable=False
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
