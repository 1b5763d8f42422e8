"""change-customers-and-3-others

Revision ID: 20260201000001
Revises:
"""

from alembic import op

revision = "20260201000001"
down_revision = None


def upgrade() -> None:
    op.rename_table("Customers", "customers")
    op.execute(
        'ALTER TABLE "customers" RENAME CONSTRAINT "Customers_pkey" TO "customers_pkey"'
    )
    op.execute('ALTER SEQUENCE "Customers_id_seq" RENAME TO "customers_id_seq"')
    op.rename_table("Orders", "orders")
    op.execute('ALTER TABLE "orders" RENAME CONSTRAINT "Orders_pkey" TO "orders_pkey"')
    op.execute('ALTER SEQUENCE "Orders_id_seq" RENAME TO "orders_id_seq"')
    op.execute('ALTER TYPE "enum_Orders_status" RENAME TO "enum_orders_status"')
    op.rename_table("Tags", "tags")
    op.execute('ALTER TABLE "tags" RENAME CONSTRAINT "Tags_pkey" TO "tags_pkey"')
    op.execute('ALTER SEQUENCE "Tags_id_seq" RENAME TO "tags_id_seq"')
    op.alter_column("customers", "createdAt", new_column_name="created_at")
    op.alter_column("customers", "updatedAt", new_column_name="updated_at")
    op.alter_column("orders", "CustomerId", new_column_name="customer_id")
    op.alter_column("orders", "createdAt", new_column_name="created_at")
    op.alter_column("orders", "updatedAt", new_column_name="updated_at")
    op.alter_column("tags", "createdAt", new_column_name="created_at")
    op.alter_column("tags", "updatedAt", new_column_name="updated_at")
    op.alter_column("OrderTags", "OrderId", new_column_name="order_id")
    op.alter_column("OrderTags", "TagId", new_column_name="tag_id")
    op.alter_column("OrderTags", "createdAt", new_column_name="created_at")
    op.alter_column("OrderTags", "updatedAt", new_column_name="updated_at")
    op.execute(
        'ALTER TABLE "orders" RENAME CONSTRAINT "Orders_CustomerId_fkey" TO "orders_customer_id_fkey"'
    )
    op.execute(
        'ALTER TABLE "OrderTags" RENAME CONSTRAINT "OrderTags_OrderId_fkey" TO "OrderTags_order_id_fkey"'
    )
    op.execute(
        'ALTER TABLE "OrderTags" RENAME CONSTRAINT "OrderTags_TagId_fkey" TO "OrderTags_tag_id_fkey"'
    )
    op.execute('ALTER INDEX "Orders_status_idx" RENAME TO "orders_status_idx"')
    op.execute('ALTER INDEX "Orders_CustomerId_idx" RENAME TO "orders_customer_id_idx"')
    op.execute(
        'ALTER TABLE "tags" RENAME CONSTRAINT "Tags_label_key" TO "tags_label_key"'
    )
    op.execute('ALTER INDEX "OrderTags_TagId_idx" RENAME TO "OrderTags_tag_id_idx"')


def downgrade() -> None:
    op.execute('ALTER INDEX "OrderTags_tag_id_idx" RENAME TO "OrderTags_TagId_idx"')
    op.execute(
        'ALTER TABLE "tags" RENAME CONSTRAINT "tags_label_key" TO "Tags_label_key"'
    )
    op.execute('ALTER INDEX "orders_customer_id_idx" RENAME TO "Orders_CustomerId_idx"')
    op.execute('ALTER INDEX "orders_status_idx" RENAME TO "Orders_status_idx"')
    op.execute(
        'ALTER TABLE "OrderTags" RENAME CONSTRAINT "OrderTags_tag_id_fkey" TO "OrderTags_TagId_fkey"'
    )
    op.execute(
        'ALTER TABLE "OrderTags" RENAME CONSTRAINT "OrderTags_order_id_fkey" TO "OrderTags_OrderId_fkey"'
    )
    op.execute(
        'ALTER TABLE "orders" RENAME CONSTRAINT "orders_customer_id_fkey" TO "Orders_CustomerId_fkey"'
    )
    op.alter_column("OrderTags", "updated_at", new_column_name="updatedAt")
    op.alter_column("OrderTags", "created_at", new_column_name="createdAt")
    op.alter_column("OrderTags", "tag_id", new_column_name="TagId")
    op.alter_column("OrderTags", "order_id", new_column_name="OrderId")
    op.alter_column("tags", "updated_at", new_column_name="updatedAt")
    op.alter_column("tags", "created_at", new_column_name="createdAt")
    op.alter_column("orders", "updated_at", new_column_name="updatedAt")
    op.alter_column("orders", "created_at", new_column_name="createdAt")
    op.alter_column("orders", "customer_id", new_column_name="CustomerId")
    op.alter_column("customers", "updated_at", new_column_name="updatedAt")
    op.alter_column("customers", "created_at", new_column_name="createdAt")
    op.rename_table("tags", "Tags")
    op.execute('ALTER TABLE "Tags" RENAME CONSTRAINT "tags_pkey" TO "Tags_pkey"')
    op.execute('ALTER SEQUENCE "tags_id_seq" RENAME TO "Tags_id_seq"')
    op.rename_table("orders", "Orders")
    op.execute('ALTER TABLE "Orders" RENAME CONSTRAINT "orders_pkey" TO "Orders_pkey"')
    op.execute('ALTER SEQUENCE "orders_id_seq" RENAME TO "Orders_id_seq"')
    op.execute('ALTER TYPE "enum_orders_status" RENAME TO "enum_Orders_status"')
    op.rename_table("customers", "Customers")
    op.execute(
        'ALTER TABLE "Customers" RENAME CONSTRAINT "customers_pkey" TO "Customers_pkey"'
    )
    op.execute('ALTER SEQUENCE "customers_id_seq" RENAME TO "Customers_id_seq"')
