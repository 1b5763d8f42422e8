"""move-rows-to-customer-orders

Revision ID: 20260201000003
Revises: 20260201000002
"""

import sqlalchemy as sa
from alembic import op

revision = "20260201000003"
down_revision = "20260201000002"


def upgrade() -> None:
    op.execute("""
        INSERT INTO "CustomerOrders" ("CustomerId", "OrderId", "createdAt", "updatedAt")
        SELECT "CustomerId", "id", CURRENT_TIMESTAMP, CURRENT_TIMESTAMP
        FROM "Orders"
        WHERE "CustomerId" IS NOT NULL
    """)
    op.drop_column("Orders", "CustomerId")


def downgrade() -> None:
    op.add_column("Orders", sa.Column("CustomerId", sa.Integer()))
    # Lost: all but one pair of each row of Orders.
    op.execute("""
        UPDATE "Orders"
        SET "CustomerId" = (SELECT moved."CustomerId"
            FROM "CustomerOrders" moved
            WHERE moved."OrderId" = "Orders"."id"
            ORDER BY moved."CustomerId" LIMIT 1)
    """)
