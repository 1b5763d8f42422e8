"""change-customers

Revision ID: 20260201000001
Revises:
"""

import sqlalchemy as sa
from alembic import op

revision = "20260201000001"
down_revision = None


def upgrade() -> None:
    op.drop_column("Customers", "name")


def downgrade() -> None:
    # Customers.name comes back without its values.
    op.add_column("Customers", sa.Column("name", sa.String(40)))
    op.execute('UPDATE "Customers" SET "name" = \'\' WHERE "name" IS NULL')
    op.alter_column("Customers", "name", nullable=False)
