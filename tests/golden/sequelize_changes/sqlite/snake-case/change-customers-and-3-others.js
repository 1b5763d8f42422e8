'use strict';

const { renameConstraint } = require('./helpers/sqlite-constraints-1');

/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.renameTable('Customers', 'scaffold_tmp_1', {
        transaction,
      });
      await queryInterface.renameTable('scaffold_tmp_1', 'customers', {
        transaction,
      });
      await queryInterface.renameTable('Orders', 'scaffold_tmp_2', {
        transaction,
      });
      await queryInterface.renameTable('scaffold_tmp_2', 'orders', {
        transaction,
      });
      await queryInterface.renameTable('Tags', 'scaffold_tmp_3', {
        transaction,
      });
      await queryInterface.renameTable('scaffold_tmp_3', 'tags', {
        transaction,
      });
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
      await renameConstraint(
        queryInterface,
        'orders',
        'Orders_CustomerId_fkey',
        'orders_customer_id_fkey',
        transaction,
      );
      await renameConstraint(
        queryInterface,
        'OrderTags',
        'OrderTags_OrderId_fkey',
        'OrderTags_order_id_fkey',
        transaction,
      );
      await renameConstraint(
        queryInterface,
        'OrderTags',
        'OrderTags_TagId_fkey',
        'OrderTags_tag_id_fkey',
        transaction,
      );
      await queryInterface.removeIndex('orders', 'Orders_status_idx', {
        transaction,
      });
      await queryInterface.addIndex('orders', ['status'], {
        name: 'orders_status_idx',
        transaction,
      });
      await queryInterface.removeIndex('orders', 'Orders_CustomerId_idx', {
        transaction,
      });
      await queryInterface.addIndex('orders', ['customer_id'], {
        name: 'orders_customer_id_idx',
        transaction,
      });
      await renameConstraint(
        queryInterface,
        'tags',
        'Tags_label_key',
        'tags_label_key',
        transaction,
      );
      await queryInterface.removeIndex('OrderTags', 'OrderTags_TagId_idx', {
        transaction,
      });
      await queryInterface.addIndex('OrderTags', ['tag_id'], {
        name: 'OrderTags_tag_id_idx',
        transaction,
      });
    });
  },

  async down(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.removeIndex('OrderTags', 'OrderTags_tag_id_idx', {
        transaction,
      });
      await queryInterface.addIndex('OrderTags', ['tag_id'], {
        name: 'OrderTags_TagId_idx',
        transaction,
      });
      await renameConstraint(
        queryInterface,
        'tags',
        'tags_label_key',
        'Tags_label_key',
        transaction,
      );
      await queryInterface.removeIndex('orders', 'orders_customer_id_idx', {
        transaction,
      });
      await queryInterface.addIndex('orders', ['customer_id'], {
        name: 'Orders_CustomerId_idx',
        transaction,
      });
      await queryInterface.removeIndex('orders', 'orders_status_idx', {
        transaction,
      });
      await queryInterface.addIndex('orders', ['status'], {
        name: 'Orders_status_idx',
        transaction,
      });
      await renameConstraint(
        queryInterface,
        'OrderTags',
        'OrderTags_tag_id_fkey',
        'OrderTags_TagId_fkey',
        transaction,
      );
      await renameConstraint(
        queryInterface,
        'OrderTags',
        'OrderTags_order_id_fkey',
        'OrderTags_OrderId_fkey',
        transaction,
      );
      await renameConstraint(
        queryInterface,
        'orders',
        'orders_customer_id_fkey',
        'Orders_CustomerId_fkey',
        transaction,
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
      await queryInterface.renameTable('tags', 'scaffold_tmp_3', {
        transaction,
      });
      await queryInterface.renameTable('scaffold_tmp_3', 'Tags', {
        transaction,
      });
      await queryInterface.renameTable('orders', 'scaffold_tmp_2', {
        transaction,
      });
      await queryInterface.renameTable('scaffold_tmp_2', 'Orders', {
        transaction,
      });
      await queryInterface.renameTable('customers', 'scaffold_tmp_1', {
        transaction,
      });
      await queryInterface.renameTable('scaffold_tmp_1', 'Customers', {
        transaction,
      });
    });
  },
};
