"""change-orders

Revision ID: 20260201000001
Revises:
"""

from alembic import op

revision = "20260201000001"
down_revision = None


def upgrade() -> None:
    op.execute("ALTER TYPE \"enum_Orders_status\" RENAME VALUE 'paid' TO 'sold'")


def downgrade() -> None:
    op.execute("ALTER TYPE \"enum_Orders_status\" RENAME VALUE 'sold' TO 'paid'")
