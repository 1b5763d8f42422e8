"""change-customers-and-3-others

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
    op.rename_table("Customers", "scaffold_tmp_1")
    op.rename_table("scaffold_tmp_1", "customers")
    op.rename_table("Orders", "scaffold_tmp_2")
    op.rename_table("scaffold_tmp_2", "orders")
    op.rename_table("Tags", "scaffold_tmp_3")
    op.rename_table("scaffold_tmp_3", "tags")
    op.execute('ALTER TABLE "customers" RENAME COLUMN "createdAt" TO "created_at"')
    op.execute('ALTER TABLE "customers" RENAME COLUMN "updatedAt" TO "updated_at"')
    op.execute('ALTER TABLE "orders" RENAME COLUMN "CustomerId" TO "customer_id"')
    op.execute('ALTER TABLE "orders" RENAME COLUMN "createdAt" TO "created_at"')
    op.execute('ALTER TABLE "orders" RENAME COLUMN "updatedAt" TO "updated_at"')
    op.execute('ALTER TABLE "tags" RENAME COLUMN "createdAt" TO "created_at"')
    op.execute('ALTER TABLE "tags" RENAME COLUMN "updatedAt" TO "updated_at"')
    op.execute('ALTER TABLE "OrderTags" RENAME COLUMN "OrderId" TO "order_id"')
    op.execute('ALTER TABLE "OrderTags" RENAME COLUMN "TagId" TO "tag_id"')
    op.execute('ALTER TABLE "OrderTags" RENAME COLUMN "createdAt" TO "created_at"')
    op.execute('ALTER TABLE "OrderTags" RENAME COLUMN "updatedAt" TO "updated_at"')
    helpers.rename_foreign_key(
        "orders", "Orders_CustomerId_fkey", "orders_customer_id_fkey", "customer_id"
    )
    helpers.rename_foreign_key(
        "OrderTags", "OrderTags_OrderId_fkey", "OrderTags_order_id_fkey", "order_id"
    )
    helpers.rename_foreign_key(
        "OrderTags", "OrderTags_TagId_fkey", "OrderTags_tag_id_fkey", "tag_id"
    )
    helpers.rename_index("orders", "Orders_status_idx", "orders_status_idx")
    helpers.rename_index("orders", "Orders_CustomerId_idx", "orders_customer_id_idx")
    helpers.rename_unique("tags", "Tags_label_key", "tags_label_key")
    helpers.rename_index("OrderTags", "OrderTags_TagId_idx", "OrderTags_tag_id_idx")


def downgrade() -> None:
    helpers.rename_index("OrderTags", "OrderTags_tag_id_idx", "OrderTags_TagId_idx")
    helpers.rename_unique("tags", "tags_label_key", "Tags_label_key")
    helpers.rename_index("orders", "orders_customer_id_idx", "Orders_CustomerId_idx")
    helpers.rename_index("orders", "orders_status_idx", "Orders_status_idx")
    helpers.rename_foreign_key(
        "OrderTags", "OrderTags_tag_id_fkey", "OrderTags_TagId_fkey", "tag_id"
    )
    helpers.rename_foreign_key(
        "OrderTags", "OrderTags_order_id_fkey", "OrderTags_OrderId_fkey", "order_id"
    )
    helpers.rename_foreign_key(
        "orders", "orders_customer_id_fkey", "Orders_CustomerId_fkey", "customer_id"
    )
    op.execute('ALTER TABLE "OrderTags" RENAME COLUMN "updated_at" TO "updatedAt"')
    op.execute('ALTER TABLE "OrderTags" RENAME COLUMN "created_at" TO "createdAt"')
    op.execute('ALTER TABLE "OrderTags" RENAME COLUMN "tag_id" TO "TagId"')
    op.execute('ALTER TABLE "OrderTags" RENAME COLUMN "order_id" TO "OrderId"')
    op.execute('ALTER TABLE "tags" RENAME COLUMN "updated_at" TO "updatedAt"')
    op.execute('ALTER TABLE "tags" RENAME COLUMN "created_at" TO "createdAt"')
    op.execute('ALTER TABLE "orders" RENAME COLUMN "updated_at" TO "updatedAt"')
    op.execute('ALTER TABLE "orders" RENAME COLUMN "created_at" TO "createdAt"')
    op.execute('ALTER TABLE "orders" RENAME COLUMN "customer_id" TO "CustomerId"')
    op.execute('ALTER TABLE "customers" RENAME COLUMN "updated_at" TO "updatedAt"')
    op.execute('ALTER TABLE "customers" RENAME COLUMN "created_at" TO "createdAt"')
    op.rename_table("tags", "scaffold_tmp_3")
    op.rename_table("scaffold_tmp_3", "Tags")
    op.rename_table("orders", "scaffold_tmp_2")
    op.rename_table("scaffold_tmp_2", "Orders")
    op.rename_table("customers", "scaffold_tmp_1")
    op.rename_table("scaffold_tmp_1", "Customers")
