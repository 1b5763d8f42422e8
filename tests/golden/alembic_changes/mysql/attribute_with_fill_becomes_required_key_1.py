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
helpers = load_python_file(folder, "mysql_1.py")


def upgrade() -> None:
    helpers.stop_at_rows(
        "Orders.CustomerId gets 1",
        """
        SELECT *
        FROM {Orders}
        WHERE {CustomerId} IS NULL AND NOT EXISTS (SELECT 1
            FROM {Customers}
            WHERE {id} = '1')
        """,
    )
    helpers.drop_foreign_key("Orders_CustomerId_fkey", "Orders", "CustomerId")
    op.execute("ALTER TABLE `Orders` RENAME COLUMN `CustomerId` TO `customerNo`")
    op.execute(
        "ALTER TABLE `Orders` RENAME INDEX `Orders_CustomerId_idx` TO `Orders_customerNo_idx`"
    )
    op.execute("UPDATE `Orders` SET `customerNo` = 1 WHERE `customerNo` IS NULL")
    op.alter_column("Orders", "customerNo", existing_type=sa.Integer(), nullable=False)
    op.create_foreign_key(
        "Orders_customerNo_fkey",
        "Orders",
        "Customers",
        ["customerNo"],
        ["id"],
        onupdate="CASCADE",
        ondelete="RESTRICT",
    )


def downgrade() -> None:
    helpers.drop_foreign_key("Orders_customerNo_fkey", "Orders", "customerNo")
    op.alter_column("Orders", "customerNo", existing_type=sa.Integer(), nullable=True)
    op.execute(
        "ALTER TABLE `Orders` RENAME INDEX `Orders_customerNo_idx` TO `Orders_CustomerId_idx`"
    )
    op.execute("ALTER TABLE `Orders` RENAME COLUMN `customerNo` TO `CustomerId`")
    op.create_foreign_key(
        "Orders_CustomerId_fkey",
        "Orders",
        "Customers",
        ["CustomerId"],
        ["id"],
        onupdate="CASCADE",
        ondelete="SET NULL",
    )
