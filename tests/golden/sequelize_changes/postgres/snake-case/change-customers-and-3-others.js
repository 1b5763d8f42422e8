'use strict';

/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.renameTable('Customers', 'customers', {
        transaction,
      });
      await queryInterface.sequelize.query(
        'ALTER TABLE "customers" RENAME CONSTRAINT "Customers_pkey" TO "customers_pkey"',
        { transaction },
      );
      await queryInterface.sequelize.query(
        'ALTER SEQUENCE "Customers_id_seq" RENAME TO "customers_id_seq"',
        { transaction },
      );
      await queryInterface.renameTable('Orders', 'orders', { transaction });
      await queryInterface.sequelize.query(
        'ALTER TABLE "orders" RENAME CONSTRAINT "Orders_pkey" TO "orders_pkey"',
        { transaction },
      );
      await queryInterface.sequelize.query(
        'ALTER SEQUENCE "Orders_id_seq" RENAME TO "orders_id_seq"',
        { transaction },
      );
      await queryInterface.sequelize.query(
        'ALTER TYPE "enum_Orders_status" RENAME TO "enum_orders_status"',
        { transaction },
      );
      await queryInterface.renameTable('Tags', 'tags', { transaction });
      await queryInterface.sequelize.query(
        'ALTER TABLE "tags" RENAME CONSTRAINT "Tags_pkey" TO "tags_pkey"',
        { transaction },
      );
      await queryInterface.sequelize.query(
        'ALTER SEQUENCE "Tags_id_seq" RENAME TO "tags_id_seq"',
        { transaction },
      );
      await queryInterface.sequelize.query(
        'ALTER TABLE "customers" RENAME COLUMN "createdAt" TO "created_at"',
        { transaction },
      );
      await queryInterface.sequelize.query(
        'ALTER TABLE "customers" RENAME COLUMN "updatedAt" TO "updated_at"',
        { transaction },
      );
      await queryInterface.sequelize.query(
        'ALTER TABLE "orders" RENAME COLUMN "CustomerId" TO "customer_id"',
        { transaction },
      );
      await queryInterface.sequelize.query(
        'ALTER TABLE "orders" RENAME COLUMN "createdAt" TO "created_at"',
        { transaction },
      );
      await queryInterface.sequelize.query(
        'ALTER TABLE "orders" RENAME COLUMN "updatedAt" TO "updated_at"',
        { transaction },
      );
      await queryInterface.sequelize.query(
        'ALTER TABLE "tags" RENAME COLUMN "createdAt" TO "created_at"',
        { transaction },
      );
      await queryInterface.sequelize.query(
        'ALTER TABLE "tags" RENAME COLUMN "updatedAt" TO "updated_at"',
        { transaction },
      );
      await queryInterface.sequelize.query(
        'ALTER TABLE "OrderTags" RENAME COLUMN "OrderId" TO "order_id"',
        { transaction },
      );
      await queryInterface.sequelize.query(
        'ALTER TABLE "OrderTags" RENAME COLUMN "TagId" TO "tag_id"',
        { transaction },
      );
      await queryInterface.sequelize.query(
        'ALTER TABLE "OrderTags" RENAME COLUMN "createdAt" TO "created_at"',
        { transaction },
      );
      await queryInterface.sequelize.query(
        'ALTER TABLE "OrderTags" RENAME COLUMN "updatedAt" TO "updated_at"',
        { transaction },
      );
      await queryInterface.sequelize.query(
        'ALTER TABLE "orders" RENAME CONSTRAINT "Orders_CustomerId_fkey" TO "orders_customer_id_fkey"',
        { transaction },
      );
      await queryInterface.sequelize.query(
        'ALTER TABLE "OrderTags" RENAME CONSTRAINT "OrderTags_OrderId_fkey" TO "OrderTags_order_id_fkey"',
        { transaction },
      );
      await queryInterface.sequelize.query(
        'ALTER TABLE "OrderTags" RENAME CONSTRAINT "OrderTags_TagId_fkey" TO "OrderTags_tag_id_fkey"',
        { transaction },
      );
      await queryInterface.sequelize.query(
        'ALTER INDEX "Orders_status_idx" RENAME TO "orders_status_idx"',
        { transaction },
      );
      await queryInterface.sequelize.query(
        'ALTER INDEX "Orders_CustomerId_idx" RENAME TO "orders_customer_id_idx"',
        { transaction },
      );
      await queryInterface.sequelize.query(
        'ALTER TABLE "tags" RENAME CONSTRAINT "Tags_label_key" TO "tags_label_key"',
        { transaction },
      );
      await queryInterface.sequelize.query(
        'ALTER INDEX "OrderTags_TagId_idx" RENAME TO "OrderTags_tag_id_idx"',
        { transaction },
      );
    });
  },

  async down(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.sequelize.query(
        'ALTER INDEX "OrderTags_tag_id_idx" RENAME TO "OrderTags_TagId_idx"',
        { transaction },
      );
      await queryInterface.sequelize.query(
        'ALTER TABLE "tags" RENAME CONSTRAINT "tags_label_key" TO "Tags_label_key"',
        { transaction },
      );
      await queryInterface.sequelize.query(
        'ALTER INDEX "orders_customer_id_idx" RENAME TO "Orders_CustomerId_idx"',
        { transaction },
      );
      await queryInterface.sequelize.query(
        'ALTER INDEX "orders_status_idx" RENAME TO "Orders_status_idx"',
        { transaction },
      );
      await queryInterface.sequelize.query(
        'ALTER TABLE "OrderTags" RENAME CONSTRAINT "OrderTags_tag_id_fkey" TO "OrderTags_TagId_fkey"',
        { transaction },
      );
      await queryInterface.sequelize.query(
        'ALTER TABLE "OrderTags" RENAME CONSTRAINT "OrderTags_order_id_fkey" TO "OrderTags_OrderId_fkey"',
        { transaction },
      );
      await queryInterface.sequelize.query(
        'ALTER TABLE "orders" RENAME CONSTRAINT "orders_customer_id_fkey" TO "Orders_CustomerId_fkey"',
        { transaction },
      );
      await queryInterface.sequelize.query(
        'ALTER TABLE "OrderTags" RENAME COLUMN "updated_at" TO "updatedAt"',
        { transaction },
      );
      await queryInterface.sequelize.query(
        'ALTER TABLE "OrderTags" RENAME COLUMN "created_at" TO "createdAt"',
        { transaction },
      );
      await queryInterface.sequelize.query(
        'ALTER TABLE "OrderTags" RENAME COLUMN "tag_id" TO "TagId"',
        { transaction },
      );
      await queryInterface.sequelize.query(
        'ALTER TABLE "OrderTags" RENAME COLUMN "order_id" TO "OrderId"',
        { transaction },
      );
      await queryInterface.sequelize.query(
        'ALTER TABLE "tags" RENAME COLUMN "updated_at" TO "updatedAt"',
        { transaction },
      );
      await queryInterface.sequelize.query(
        'ALTER TABLE "tags" RENAME COLUMN "created_at" TO "createdAt"',
        { transaction },
      );
      await queryInterface.sequelize.query(
        'ALTER TABLE "orders" RENAME COLUMN "updated_at" TO "updatedAt"',
        { transaction },
      );
      await queryInterface.sequelize.query(
        'ALTER TABLE "orders" RENAME COLUMN "created_at" TO "createdAt"',
        { transaction },
      );
      await queryInterface.sequelize.query(
        'ALTER TABLE "orders" RENAME COLUMN "customer_id" TO "CustomerId"',
        { transaction },
      );
      await queryInterface.sequelize.query(
        'ALTER TABLE "customers" RENAME COLUMN "updated_at" TO "updatedAt"',
        { transaction },
      );
      await queryInterface.sequelize.query(
        'ALTER TABLE "customers" RENAME COLUMN "created_at" TO "createdAt"',
        { transaction },
      );
      await queryInterface.renameTable('tags', 'Tags', { transaction });
      await queryInterface.sequelize.query(
        'ALTER TABLE "Tags" RENAME CONSTRAINT "tags_pkey" TO "Tags_pkey"',
        { transaction },
      );
      await queryInterface.sequelize.query(
        'ALTER SEQUENCE "tags_id_seq" RENAME TO "Tags_id_seq"',
        { transaction },
      );
      await queryInterface.renameTable('orders', 'Orders', { transaction });
      await queryInterface.sequelize.query(
        'ALTER TABLE "Orders" RENAME CONSTRAINT "orders_pkey" TO "Orders_pkey"',
        { transaction },
      );
      await queryInterface.sequelize.query(
        'ALTER SEQUENCE "orders_id_seq" RENAME TO "Orders_id_seq"',
        { transaction },
      );
      await queryInterface.sequelize.query(
        'ALTER TYPE "enum_orders_status" RENAME TO "enum_Orders_status"',
        { transaction },
      );
      await queryInterface.renameTable('customers', 'Customers', {
        transaction,
      });
      await queryInterface.sequelize.query(
        'ALTER TABLE "Customers" RENAME CONSTRAINT "customers_pkey" TO "Customers_pkey"',
        { transaction },
      );
      await queryInterface.sequelize.query(
        'ALTER SEQUENCE "customers_id_seq" RENAME TO "Customers_id_seq"',
        { transaction },
      );
    });
  },
};
