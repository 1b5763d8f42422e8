'use strict';

const { renameForeignKey } = require('./helpers/mysql-constraints-1');

/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.sequelize.query(
        'ALTER TABLE `Orders` RENAME COLUMN `CustomerId` TO `ClientId`',
        { transaction },
      );
      await renameForeignKey(
        queryInterface,
        'Orders',
        'Orders_CustomerId_fkey',
        {
          name: 'Orders_ClientId_fkey',
          fields: ['ClientId'],
          references: { table: 'Customers', field: 'id' },
          onUpdate: 'CASCADE',
          onDelete: 'SET NULL',
        },
        transaction,
      );
      await queryInterface.sequelize.query(
        'ALTER TABLE `Orders` RENAME INDEX `Orders_CustomerId_idx` TO `Orders_ClientId_idx`',
        { transaction },
      );
    });
  },

  async down(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.sequelize.query(
        'ALTER TABLE `Orders` RENAME INDEX `Orders_ClientId_idx` TO `Orders_CustomerId_idx`',
        { transaction },
      );
      await renameForeignKey(
        queryInterface,
        'Orders',
        'Orders_ClientId_fkey',
        {
          name: 'Orders_CustomerId_fkey',
          fields: ['ClientId'],
          references: { table: 'Customers', field: 'id' },
          onUpdate: 'CASCADE',
          onDelete: 'SET NULL',
        },
        transaction,
      );
      await queryInterface.sequelize.query(
        'ALTER TABLE `Orders` RENAME COLUMN `ClientId` TO `CustomerId`',
        { transaction },
      );
    });
  },
};
