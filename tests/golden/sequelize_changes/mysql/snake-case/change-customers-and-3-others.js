'use strict';

const { renameForeignKey } = require('./helpers/mysql-constraints-1');

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
        'ALTER TABLE `customers` RENAME COLUMN `createdAt` TO `created_at`',
        { transaction },
      );
      await queryInterface.sequelize.query(
        'ALTER TABLE `customers` RENAME COLUMN `updatedAt` TO `updated_at`',
        { transaction },
      );
      await queryInterface.sequelize.query(
        'ALTER TABLE `orders` RENAME COLUMN `CustomerId` TO `customer_id`',
        { transaction },
      );
      await queryInterface.sequelize.query(
        'ALTER TABLE `orders` RENAME COLUMN `createdAt` TO `created_at`',
        { transaction },
      );
      await queryInterface.sequelize.query(
        'ALTER TABLE `orders` RENAME COLUMN `updatedAt` TO `updated_at`',
        { transaction },
      );
      await queryInterface.sequelize.query(
        'ALTER TABLE `tags` RENAME COLUMN `createdAt` TO `created_at`',
        { transaction },
      );
      await queryInterface.sequelize.query(
        'ALTER TABLE `tags` RENAME COLUMN `updatedAt` TO `updated_at`',
        { transaction },
      );
      await queryInterface.sequelize.query(
        'ALTER TABLE `OrderTags` RENAME COLUMN `OrderId` TO `order_id`',
        { transaction },
      );
      await queryInterface.sequelize.query(
        'ALTER TABLE `OrderTags` RENAME COLUMN `TagId` TO `tag_id`',
        { transaction },
      );
      await queryInterface.sequelize.query(
        'ALTER TABLE `OrderTags` RENAME COLUMN `createdAt` TO `created_at`',
        { transaction },
      );
      await queryInterface.sequelize.query(
        'ALTER TABLE `OrderTags` RENAME COLUMN `updatedAt` TO `updated_at`',
        { transaction },
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
      await queryInterface.sequelize.query(
        'ALTER TABLE `orders` RENAME INDEX `Orders_status_idx` TO `orders_status_idx`',
        { transaction },
      );
      await queryInterface.sequelize.query(
        'ALTER TABLE `orders` RENAME INDEX `Orders_CustomerId_idx` TO `orders_customer_id_idx`',
        { transaction },
      );
      await queryInterface.sequelize.query(
        'ALTER TABLE `tags` RENAME INDEX `Tags_label_key` TO `tags_label_key`',
        { transaction },
      );
      await queryInterface.sequelize.query(
        'ALTER TABLE `OrderTags` RENAME INDEX `OrderTags_TagId_idx` TO `OrderTags_tag_id_idx`',
        { transaction },
      );
    });
  },

  async down(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.sequelize.query(
        'ALTER TABLE `OrderTags` RENAME INDEX `OrderTags_tag_id_idx` TO `OrderTags_TagId_idx`',
        { transaction },
      );
      await queryInterface.sequelize.query(
        'ALTER TABLE `tags` RENAME INDEX `tags_label_key` TO `Tags_label_key`',
        { transaction },
      );
      await queryInterface.sequelize.query(
        'ALTER TABLE `orders` RENAME INDEX `orders_customer_id_idx` TO `Orders_CustomerId_idx`',
        { transaction },
      );
      await queryInterface.sequelize.query(
        'ALTER TABLE `orders` RENAME INDEX `orders_status_idx` TO `Orders_status_idx`',
        { transaction },
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
      await queryInterface.sequelize.query(
        'ALTER TABLE `OrderTags` RENAME COLUMN `updated_at` TO `updatedAt`',
        { transaction },
      );
      await queryInterface.sequelize.query(
        'ALTER TABLE `OrderTags` RENAME COLUMN `created_at` TO `createdAt`',
        { transaction },
      );
      await queryInterface.sequelize.query(
        'ALTER TABLE `OrderTags` RENAME COLUMN `tag_id` TO `TagId`',
        { transaction },
      );
      await queryInterface.sequelize.query(
        'ALTER TABLE `OrderTags` RENAME COLUMN `order_id` TO `OrderId`',
        { transaction },
      );
      await queryInterface.sequelize.query(
        'ALTER TABLE `tags` RENAME COLUMN `updated_at` TO `updatedAt`',
        { transaction },
      );
      await queryInterface.sequelize.query(
        'ALTER TABLE `tags` RENAME COLUMN `created_at` TO `createdAt`',
        { transaction },
      );
      await queryInterface.sequelize.query(
        'ALTER TABLE `orders` RENAME COLUMN `updated_at` TO `updatedAt`',
        { transaction },
      );
      await queryInterface.sequelize.query(
        'ALTER TABLE `orders` RENAME COLUMN `created_at` TO `createdAt`',
        { transaction },
      );
      await queryInterface.sequelize.query(
        'ALTER TABLE `orders` RENAME COLUMN `customer_id` TO `CustomerId`',
        { transaction },
      );
      await queryInterface.sequelize.query(
        'ALTER TABLE `customers` RENAME COLUMN `updated_at` TO `updatedAt`',
        { transaction },
      );
      await queryInterface.sequelize.query(
        'ALTER TABLE `customers` RENAME COLUMN `created_at` TO `createdAt`',
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
