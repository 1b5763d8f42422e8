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
helpers = load_python_file(folder, "sqlite_1.py")


def upgrade() -> None:
    op.add_column("OrderTags", sa.Column("rank", sa.Integer()))
    op.create_index("OrderTags_OrderId_idx", "OrderTags", ["OrderId"])
    helpers.change_primary_key(
        "OrderTags",
        ["OrderId", "TagId"],
        ["id"],
        add=[sa.Column("id", sa.Integer(), primary_key=True)],
    )
    helpers.alter_column(
        "OrderTags",
        sa.Column("OrderId", sa.Integer(), nullable=False),
        sa.Column("OrderId", sa.Integer()),
    )
    helpers.alter_column(
        "OrderTags",
        sa.Column("TagId", sa.Integer(), nullable=False),
        sa.Column("TagId", sa.Integer()),
    )


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
    helpers.alter_column(
        "OrderTags",
        sa.Column("TagId", sa.Integer()),
        sa.Column("TagId", sa.Integer(), nullable=False),
    )
    helpers.alter_column(
        "OrderTags",
        sa.Column("OrderId", sa.Integer()),
        sa.Column("OrderId", sa.Integer(), nullable=False),
    )
    helpers.change_primary_key("OrderTags", ["id"], ["OrderId", "TagId"], drop=["id"])
    op.drop_index("OrderTags_OrderId_idx", table_name="OrderTags")
    op.drop_column("OrderTags", "rank")
