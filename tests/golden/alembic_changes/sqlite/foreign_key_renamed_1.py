"""change-customers-and-orders

Revision ID: 20260201000001
Revises:
"""

from pathlib import Path

from alembic import op
from alembic.util import load_python_file

revision = "20260201000001"
down_revision = None

folder = str(Path(__file__).parents[1] / "helpers")
helpers = load_python_file(folder, "sqlite_1.py")


def upgrade() -> None:
    op.execute('ALTER TABLE "Orders" RENAME COLUMN "CustomerId" TO "ClientId"')
    helpers.rename_foreign_key(
        "Orders", "Orders_CustomerId_fkey", "Orders_ClientId_fkey", "ClientId"
    )
    helpers.rename_index("Orders", "Orders_CustomerId_idx", "Orders_ClientId_idx")


def downgrade() -> None:
    helpers.rename_index("Orders", "Orders_ClientId_idx", "Orders_CustomerId_idx")
    helpers.rename_foreign_key(
        "Orders", "Orders_ClientId_fkey", "Orders_CustomerId_fkey", "ClientId"
    )
    op.execute('ALTER TABLE "Orders" RENAME COLUMN "ClientId" TO "CustomerId"')
