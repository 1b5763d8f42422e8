"""change-order-tags

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
helpers = load_python_file(folder, "postgres_1.py")


def upgrade() -> None:
    op.add_column("OrderTags", sa.Column("rank", sa.Integer()))
    op.create_index("OrderTags_OrderId_idx", "OrderTags", ["OrderId"])
    op.drop_constraint("OrderTags_pkey", "OrderTags", type_="primary")
    op.execute('ALTER TABLE "OrderTags" ADD COLUMN "id" SERIAL')
    op.create_primary_key("OrderTags_pkey", "OrderTags", ["id"])
    op.alter_column("OrderTags", "OrderId", nullable=True)
    op.alter_column("OrderTags", "TagId", nullable=True)


def downgrade() -> None:
    helpers.stop_at_rows(
        "OrderTags.TagId becomes required",
        "SELECT * FROM {OrderTags} WHERE {TagId} IS NULL",
    )
    helpers.stop_at_rows(
        "OrderTags.OrderId becomes required",
        "SELECT * FROM {OrderTags} WHERE {OrderId} IS NULL",
    )
    helpers.stop_at_rows(
        "OrderTags.OrderId, OrderTags.TagId becomes unique",
        """
        SELECT {OrderId}, {TagId}
        FROM {OrderTags}
        WHERE {OrderId} IS NOT NULL AND {TagId} IS NOT NULL
        GROUP BY {OrderId}, {TagId}
        HAVING count(*) > 1
        """,
    )
    op.alter_column("OrderTags", "TagId", nullable=False)
    op.alter_column("OrderTags", "OrderId", nullable=False)
    op.drop_constraint("OrderTags_pkey", "OrderTags", type_="primary")
    op.drop_column("OrderTags", "id")
    op.create_primary_key("OrderTags_pkey", "OrderTags", ["OrderId", "TagId"])
    op.drop_index("OrderTags_OrderId_idx", table_name="OrderTags")
    op.drop_column("OrderTags", "rank")
