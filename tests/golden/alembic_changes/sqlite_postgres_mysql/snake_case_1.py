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
helpers = load_python_file(folder, "sqlite_postgres_mysql_1.py")


def upgrade() -> None:
    op.rename_table("Customers", "scaffold_tmp_1")
    if op.get_context().dialect.name == "postgresql":
        op.execute(
            'ALTER TABLE "scaffold_tmp_1" RENAME CONSTRAINT "Customers_pkey" TO "scaffold_tmp_1_pkey"'
        )
        op.execute(
            'ALTER SEQUENCE "Customers_id_seq" RENAME TO "scaffold_tmp_1_id_seq"'
        )
    op.rename_table("scaffold_tmp_1", "customers")
    if op.get_context().dialect.name == "postgresql":
        op.execute(
            'ALTER TABLE "customers" RENAME CONSTRAINT "scaffold_tmp_1_pkey" TO "customers_pkey"'
        )
        op.execute(
            'ALTER SEQUENCE "scaffold_tmp_1_id_seq" RENAME TO "customers_id_seq"'
        )
    op.rename_table("Orders", "scaffold_tmp_2")
    if op.get_context().dialect.name == "postgresql":
        op.execute(
            'ALTER TABLE "scaffold_tmp_2" RENAME CONSTRAINT "Orders_pkey" TO "scaffold_tmp_2_pkey"'
        )
        op.execute('ALTER SEQUENCE "Orders_id_seq" RENAME TO "scaffold_tmp_2_id_seq"')
        op.execute(
            'ALTER TYPE "enum_Orders_status" RENAME TO "enum_scaffold_tmp_2_status"'
        )
    op.rename_table("scaffold_tmp_2", "orders")
    if op.get_context().dialect.name == "postgresql":
        op.execute(
            'ALTER TABLE "orders" RENAME CONSTRAINT "scaffold_tmp_2_pkey" TO "orders_pkey"'
        )
        op.execute('ALTER SEQUENCE "scaffold_tmp_2_id_seq" RENAME TO "orders_id_seq"')
        op.execute(
            'ALTER TYPE "enum_scaffold_tmp_2_status" RENAME TO "enum_orders_status"'
        )
    op.rename_table("Tags", "scaffold_tmp_3")
    if op.get_context().dialect.name == "postgresql":
        op.execute(
            'ALTER TABLE "scaffold_tmp_3" RENAME CONSTRAINT "Tags_pkey" TO "scaffold_tmp_3_pkey"'
        )
        op.execute('ALTER SEQUENCE "Tags_id_seq" RENAME TO "scaffold_tmp_3_id_seq"')
    op.rename_table("scaffold_tmp_3", "tags")
    if op.get_context().dialect.name == "postgresql":
        op.execute(
            'ALTER TABLE "tags" RENAME CONSTRAINT "scaffold_tmp_3_pkey" TO "tags_pkey"'
        )
        op.execute('ALTER SEQUENCE "scaffold_tmp_3_id_seq" RENAME TO "tags_id_seq"')
    helpers.rename_column("customers", "createdAt", "created_at")
    helpers.rename_column("customers", "updatedAt", "updated_at")
    helpers.rename_column("orders", "CustomerId", "customer_id")
    helpers.rename_column("orders", "createdAt", "created_at")
    helpers.rename_column("orders", "updatedAt", "updated_at")
    helpers.rename_column("tags", "createdAt", "created_at")
    helpers.rename_column("tags", "updatedAt", "updated_at")
    helpers.rename_column("OrderTags", "OrderId", "order_id")
    helpers.rename_column("OrderTags", "TagId", "tag_id")
    helpers.rename_column("OrderTags", "createdAt", "created_at")
    helpers.rename_column("OrderTags", "updatedAt", "updated_at")
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
    helpers.rename_column("OrderTags", "updated_at", "updatedAt")
    helpers.rename_column("OrderTags", "created_at", "createdAt")
    helpers.rename_column("OrderTags", "tag_id", "TagId")
    helpers.rename_column("OrderTags", "order_id", "OrderId")
    helpers.rename_column("tags", "updated_at", "updatedAt")
    helpers.rename_column("tags", "created_at", "createdAt")
    helpers.rename_column("orders", "updated_at", "updatedAt")
    helpers.rename_column("orders", "created_at", "createdAt")
    helpers.rename_column("orders", "customer_id", "CustomerId")
    helpers.rename_column("customers", "updated_at", "updatedAt")
    helpers.rename_column("customers", "created_at", "createdAt")
    op.rename_table("tags", "scaffold_tmp_3")
    if op.get_context().dialect.name == "postgresql":
        op.execute(
            'ALTER TABLE "scaffold_tmp_3" RENAME CONSTRAINT "tags_pkey" TO "scaffold_tmp_3_pkey"'
        )
        op.execute('ALTER SEQUENCE "tags_id_seq" RENAME TO "scaffold_tmp_3_id_seq"')
    op.rename_table("scaffold_tmp_3", "Tags")
    if op.get_context().dialect.name == "postgresql":
        op.execute(
            'ALTER TABLE "Tags" RENAME CONSTRAINT "scaffold_tmp_3_pkey" TO "Tags_pkey"'
        )
        op.execute('ALTER SEQUENCE "scaffold_tmp_3_id_seq" RENAME TO "Tags_id_seq"')
    op.rename_table("orders", "scaffold_tmp_2")
    if op.get_context().dialect.name == "postgresql":
        op.execute(
            'ALTER TABLE "scaffold_tmp_2" RENAME CONSTRAINT "orders_pkey" TO "scaffold_tmp_2_pkey"'
        )
        op.execute('ALTER SEQUENCE "orders_id_seq" RENAME TO "scaffold_tmp_2_id_seq"')
        op.execute(
            'ALTER TYPE "enum_orders_status" RENAME TO "enum_scaffold_tmp_2_status"'
        )
    op.rename_table("scaffold_tmp_2", "Orders")
    if op.get_context().dialect.name == "postgresql":
        op.execute(
            'ALTER TABLE "Orders" RENAME CONSTRAINT "scaffold_tmp_2_pkey" TO "Orders_pkey"'
        )
        op.execute('ALTER SEQUENCE "scaffold_tmp_2_id_seq" RENAME TO "Orders_id_seq"')
        op.execute(
            'ALTER TYPE "enum_scaffold_tmp_2_status" RENAME TO "enum_Orders_status"'
        )
    op.rename_table("customers", "scaffold_tmp_1")
    if op.get_context().dialect.name == "postgresql":
        op.execute(
            'ALTER TABLE "scaffold_tmp_1" RENAME CONSTRAINT "customers_pkey" TO "scaffold_tmp_1_pkey"'
        )
        op.execute(
            'ALTER SEQUENCE "customers_id_seq" RENAME TO "scaffold_tmp_1_id_seq"'
        )
    op.rename_table("scaffold_tmp_1", "Customers")
    if op.get_context().dialect.name == "postgresql":
        op.execute(
            'ALTER TABLE "Customers" RENAME CONSTRAINT "scaffold_tmp_1_pkey" TO "Customers_pkey"'
        )
        op.execute(
            'ALTER SEQUENCE "scaffold_tmp_1_id_seq" RENAME TO "Customers_id_seq"'
        )
