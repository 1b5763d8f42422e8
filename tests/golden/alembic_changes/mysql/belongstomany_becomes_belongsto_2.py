"""move-rows-to-orders

Revision ID: 20260201000002
Revises: 20260201000001
"""

from alembic import op

revision = "20260201000002"
down_revision = "20260201000001"


def upgrade() -> None:
    op.execute("""
        UPDATE `Orders`
        SET `CustomerId` = (SELECT moved.`CustomerId`
            FROM `CustomerOrders` moved
            WHERE moved.`OrderId` = `Orders`.`id`
            ORDER BY moved.`CustomerId` LIMIT 1)
    """)


def downgrade() -> None:
    op.execute("""
        INSERT INTO `CustomerOrders` (`CustomerId`, `OrderId`, `createdAt`, `updatedAt`)
        SELECT `CustomerId`, `id`, CURRENT_TIMESTAMP, CURRENT_TIMESTAMP
        FROM `Orders`
        WHERE `CustomerId` IS NOT NULL
    """)
