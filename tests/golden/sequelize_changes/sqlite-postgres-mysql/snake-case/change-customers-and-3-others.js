'use strict';

const { renameColumn } = require('./helpers/rename-column-1');
const {
  renameForeignKey,
  renameIndex,
  renameUnique,
} = require('./helpers/renames-1');

/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      const dialect = queryInterface.sequelize.getDialect();

      await queryInterface.renameTable('Customers', 'scaffold_tmp_1', {
        transaction,
      });
      if (dialect === 'postgres') {
        await queryInterface.sequelize.query(
          'ALTER TABLE "scaffold_tmp_1" RENAME CONSTRAINT "Customers_pkey" TO "scaffold_tmp_1_pkey"',
          { transaction },
        );
        await queryInterface.sequelize.query(
          'ALTER SEQUENCE "Customers_id_seq" RENAME TO "scaffold_tmp_1_id_seq"',
          { transaction },
        );
      }
      await queryInterface.renameTable('scaffold_tmp_1', 'customers', {
        transaction,
      });
      if (dialect === 'postgres') {
        await queryInterface.sequelize.query(
          'ALTER TABLE "customers" RENAME CONSTRAINT "scaffold_tmp_1_pkey" TO "customers_pkey"',
          { transaction },
        );
        await queryInterface.sequelize.query(
          'ALTER SEQUENCE "scaffold_tmp_1_id_seq" RENAME TO "customers_id_seq"',
          { transaction },
        );
      }
      await queryInterface.renameTable('Orders', 'scaffold_tmp_2', {
        transaction,
      });
      if (dialect === 'postgres') {
        await queryInterface.sequelize.query(
          'ALTER TABLE "scaffold_tmp_2" RENAME CONSTRAINT "Orders_pkey" TO "scaffold_tmp_2_pkey"',
          { transaction },
        );
        await queryInterface.sequelize.query(
          'ALTER SEQUENCE "Orders_id_seq" RENAME TO "scaffold_tmp_2_id_seq"',
          { transaction },
        );
        await queryInterface.sequelize.query(
          'ALTER TYPE "enum_Orders_status" RENAME TO "enum_scaffold_tmp_2_status"',
          { transaction },
        );
      }
      await queryInterface.renameTable('scaffold_tmp_2', 'orders', {
        transaction,
      });
      if (dialect === 'postgres') {
        await queryInterface.sequelize.query(
          'ALTER TABLE "orders" RENAME CONSTRAINT "scaffold_tmp_2_pkey" TO "orders_pkey"',
          { transaction },
        );
        await queryInterface.sequelize.query(
          'ALTER SEQUENCE "scaffold_tmp_2_id_seq" RENAME TO "orders_id_seq"',
          { transaction },
        );
        await queryInterface.sequelize.query(
          'ALTER TYPE "enum_scaffold_tmp_2_status" RENAME TO "enum_orders_status"',
          { transaction },
        );
      }
      await queryInterface.renameTable('Tags', 'scaffold_tmp_3', {
        transaction,
      });
      if (dialect === 'postgres') {
        await queryInterface.sequelize.query(
          'ALTER TABLE "scaffold_tmp_3" RENAME CONSTRAINT "Tags_pkey" TO "scaffold_tmp_3_pkey"',
          { transaction },
        );
        await queryInterface.sequelize.query(
          'ALTER SEQUENCE "Tags_id_seq" RENAME TO "scaffold_tmp_3_id_seq"',
          { transaction },
        );
      }
      await queryInterface.renameTable('scaffold_tmp_3', 'tags', {
        transaction,
      });
      if (dialect === 'postgres') {
        await queryInterface.sequelize.query(
          'ALTER TABLE "tags" RENAME CONSTRAINT "scaffold_tmp_3_pkey" TO "tags_pkey"',
          { transaction },
        );
        await queryInterface.sequelize.query(
          'ALTER SEQUENCE "scaffold_tmp_3_id_seq" RENAME TO "tags_id_seq"',
          { transaction },
        );
      }
      await renameColumn(
        queryInterface,
        'customers',
        'createdAt',
        'created_at',
        transaction,
      );
      await renameColumn(
        queryInterface,
        'customers',
        'updatedAt',
        'updated_at',
        transaction,
      );
      await renameColumn(
        queryInterface,
        'orders',
        'CustomerId',
        'customer_id',
        transaction,
      );
      await renameColumn(
        queryInterface,
        'orders',
        'createdAt',
        'created_at',
        transaction,
      );
      await renameColumn(
        queryInterface,
        'orders',
        'updatedAt',
        'updated_at',
        transaction,
      );
      await renameColumn(
        queryInterface,
        'tags',
        'createdAt',
        'created_at',
        transaction,
      );
      await renameColumn(
        queryInterface,
        'tags',
        'updatedAt',
        'updated_at',
        transaction,
      );
      await renameColumn(
        queryInterface,
        'OrderTags',
        'OrderId',
        'order_id',
        transaction,
      );
      await renameColumn(
        queryInterface,
        'OrderTags',
        'TagId',
        'tag_id',
        transaction,
      );
      await renameColumn(
        queryInterface,
        'OrderTags',
        'createdAt',
        'created_at',
        transaction,
      );
      await renameColumn(
        queryInterface,
        'OrderTags',
        'updatedAt',
        'updated_at',
        transaction,
      );
      await renameForeignKey(
        queryInterface,
        'orders',
        'Orders_CustomerId_fkey',
        {
          name: 'orders_customer_id_fkey',
          fields: ['customer_id'],
          references: { table: 'customers', field: 'id' },
          onUpdate: 'NO ACTION',
          onDelete: 'NO ACTION',
        },
        transaction,
      );
      await renameForeignKey(
        queryInterface,
        'OrderTags',
        'OrderTags_OrderId_fkey',
        {
          name: 'OrderTags_order_id_fkey',
          fields: ['order_id'],
          references: { table: 'orders', field: 'id' },
          onUpdate: 'CASCADE',
          onDelete: 'CASCADE',
        },
        transaction,
      );
      await renameForeignKey(
        queryInterface,
        'OrderTags',
        'OrderTags_TagId_fkey',
        {
          name: 'OrderTags_tag_id_fkey',
          fields: ['tag_id'],
          references: { table: 'tags', field: 'id' },
          onUpdate: 'CASCADE',
          onDelete: 'CASCADE',
        },
        transaction,
      );
      await renameIndex(
        queryInterface,
        'orders',
        'Orders_status_idx',
        ['status'],
        { name: 'orders_status_idx', transaction },
      );
      await renameIndex(
        queryInterface,
        'orders',
        'Orders_CustomerId_idx',
        ['customer_id'],
        { name: 'orders_customer_id_idx', transaction },
      );
      await renameUnique(
        queryInterface,
        'tags',
        'Tags_label_key',
        'tags_label_key',
        transaction,
      );
      await renameIndex(
        queryInterface,
        'OrderTags',
        'OrderTags_TagId_idx',
        ['tag_id'],
        { name: 'OrderTags_tag_id_idx', transaction },
      );
    });
  },

  async down(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      const dialect = queryInterface.sequelize.getDialect();

      await renameIndex(
        queryInterface,
        'OrderTags',
        'OrderTags_tag_id_idx',
        ['tag_id'],
        { name: 'OrderTags_TagId_idx', transaction },
      );
      await renameUnique(
        queryInterface,
        'tags',
        'tags_label_key',
        'Tags_label_key',
        transaction,
      );
      await renameIndex(
        queryInterface,
        'orders',
        'orders_customer_id_idx',
        ['customer_id'],
        { name: 'Orders_CustomerId_idx', transaction },
      );
      await renameIndex(
        queryInterface,
        'orders',
        'orders_status_idx',
        ['status'],
        { name: 'Orders_status_idx', transaction },
      );
      await renameForeignKey(
        queryInterface,
        'OrderTags',
        'OrderTags_tag_id_fkey',
        {
          name: 'OrderTags_TagId_fkey',
          fields: ['tag_id'],
          references: { table: 'tags', field: 'id' },
          onUpdate: 'CASCADE',
          onDelete: 'CASCADE',
        },
        transaction,
      );
      await renameForeignKey(
        queryInterface,
        'OrderTags',
        'OrderTags_order_id_fkey',
        {
          name: 'OrderTags_OrderId_fkey',
          fields: ['order_id'],
          references: { table: 'orders', field: 'id' },
          onUpdate: 'CASCADE',
          onDelete: 'CASCADE',
        },
        transaction,
      );
      await renameForeignKey(
        queryInterface,
        'orders',
        'orders_customer_id_fkey',
        {
          name: 'Orders_CustomerId_fkey',
          fields: ['customer_id'],
          references: { table: 'customers', field: 'id' },
          onUpdate: 'NO ACTION',
          onDelete: 'NO ACTION',
        },
        transaction,
      );
      await renameColumn(
        queryInterface,
        'OrderTags',
        'updated_at',
        'updatedAt',
        transaction,
      );
      await renameColumn(
        queryInterface,
        'OrderTags',
        'created_at',
        'createdAt',
        transaction,
      );
      await renameColumn(
        queryInterface,
        'OrderTags',
        'tag_id',
        'TagId',
        transaction,
      );
      await renameColumn(
        queryInterface,
        'OrderTags',
        'order_id',
        'OrderId',
        transaction,
      );
      await renameColumn(
        queryInterface,
        'tags',
        'updated_at',
        'updatedAt',
        transaction,
      );
      await renameColumn(
        queryInterface,
        'tags',
        'created_at',
        'createdAt',
        transaction,
      );
      await renameColumn(
        queryInterface,
        'orders',
        'updated_at',
        'updatedAt',
        transaction,
      );
      await renameColumn(
        queryInterface,
        'orders',
        'created_at',
        'createdAt',
        transaction,
      );
      await renameColumn(
        queryInterface,
        'orders',
        'customer_id',
        'CustomerId',
        transaction,
      );
      await renameColumn(
        queryInterface,
        'customers',
        'updated_at',
        'updatedAt',
        transaction,
      );
      await renameColumn(
        queryInterface,
        'customers',
        'created_at',
        'createdAt',
        transaction,
      );
      await queryInterface.renameTable('tags', 'scaffold_tmp_3', {
        transaction,
      });
      if (dialect === 'postgres') {
        await queryInterface.sequelize.query(
          'ALTER TABLE "scaffold_tmp_3" RENAME CONSTRAINT "tags_pkey" TO "scaffold_tmp_3_pkey"',
          { transaction },
        );
        await queryInterface.sequelize.query(
          'ALTER SEQUENCE "tags_id_seq" RENAME TO "scaffold_tmp_3_id_seq"',
          { transaction },
        );
      }
      await queryInterface.renameTable('scaffold_tmp_3', 'Tags', {
        transaction,
      });
      if (dialect === 'postgres') {
        await queryInterface.sequelize.query(
          'ALTER TABLE "Tags" RENAME CONSTRAINT "scaffold_tmp_3_pkey" TO "Tags_pkey"',
          { transaction },
        );
        await queryInterface.sequelize.query(
          'ALTER SEQUENCE "scaffold_tmp_3_id_seq" RENAME TO "Tags_id_seq"',
          { transaction },
        );
      }
      await queryInterface.renameTable('orders', 'scaffold_tmp_2', {
        transaction,
      });
      if (dialect === 'postgres') {
        await queryInterface.sequelize.query(
          'ALTER TABLE "scaffold_tmp_2" RENAME CONSTRAINT "orders_pkey" TO "scaffold_tmp_2_pkey"',
          { transaction },
        );
        await queryInterface.sequelize.query(
          'ALTER SEQUENCE "orders_id_seq" RENAME TO "scaffold_tmp_2_id_seq"',
          { transaction },
        );
        await queryInterface.sequelize.query(
          'ALTER TYPE "enum_orders_status" RENAME TO "enum_scaffold_tmp_2_status"',
          { transaction },
        );
      }
      await queryInterface.renameTable('scaffold_tmp_2', 'Orders', {
        transaction,
      });
      if (dialect === 'postgres') {
        await queryInterface.sequelize.query(
          'ALTER TABLE "Orders" RENAME CONSTRAINT "scaffold_tmp_2_pkey" TO "Orders_pkey"',
          { transaction },
        );
        await queryInterface.sequelize.query(
          'ALTER SEQUENCE "scaffold_tmp_2_id_seq" RENAME TO "Orders_id_seq"',
          { transaction },
        );
        await queryInterface.sequelize.query(
          'ALTER TYPE "enum_scaffold_tmp_2_status" RENAME TO "enum_Orders_status"',
          { transaction },
        );
      }
      await queryInterface.renameTable('customers', 'scaffold_tmp_1', {
        transaction,
      });
      if (dialect === 'postgres') {
        await queryInterface.sequelize.query(
          'ALTER TABLE "scaffold_tmp_1" RENAME CONSTRAINT "customers_pkey" TO "scaffold_tmp_1_pkey"',
          { transaction },
        );
        await queryInterface.sequelize.query(
          'ALTER SEQUENCE "customers_id_seq" RENAME TO "scaffold_tmp_1_id_seq"',
          { transaction },
        );
      }
      await queryInterface.renameTable('scaffold_tmp_1', 'Customers', {
        transaction,
      });
      if (dialect === 'postgres') {
        await queryInterface.sequelize.query(
          'ALTER TABLE "Customers" RENAME CONSTRAINT "scaffold_tmp_1_pkey" TO "Customers_pkey"',
          { transaction },
        );
        await queryInterface.sequelize.query(
          'ALTER SEQUENCE "scaffold_tmp_1_id_seq" RENAME TO "Customers_id_seq"',
          { transaction },
        );
      }
    });
  },
};
