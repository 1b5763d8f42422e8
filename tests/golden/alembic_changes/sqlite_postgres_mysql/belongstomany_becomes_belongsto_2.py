"""move-rows-to-orders

Revision ID: 20260201000002
Revises: 20260201000001
"""

from pathlib import Path

from alembic.util import load_python_file

revision = "20260201000002"
down_revision = "20260201000001"

folder = str(Path(__file__).parents[1] / "helpers")
helpers = load_python_file(folder, "sqlite_postgres_mysql_1.py")


def upgrade() -> None:
    helpers.execute("""
        UPDATE {Orders}
        SET {CustomerId} = (SELECT moved.{CustomerId}
            FROM {CustomerOrders} moved
            WHERE moved.{OrderId} = {Orders}.{id}
            ORDER BY moved.{CustomerId} LIMIT 1)
    """)


def downgrade() -> None:
    helpers.execute("""
        INSERT INTO {CustomerOrders} ({CustomerId}, {OrderId}, {createdAt}, {updatedAt})
        SELECT {CustomerId}, {id}, CURRENT_TIMESTAMP, CURRENT_TIMESTAMP
        FROM {Orders}
        WHERE {CustomerId} IS NOT NULL
    """)
