'use strict';

const { renameConstraint } = require('./helpers/sqlite-constraints-1');

/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.sequelize.query(
        'ALTER TABLE "Orders" RENAME COLUMN "CustomerId" TO "ClientId"',
        { transaction },
      );
      await renameConstraint(
        queryInterface,
        'Orders',
        'Orders_CustomerId_fkey',
        'Orders_ClientId_fkey',
        transaction,
      );
      await queryInterface.removeIndex('Orders', 'Orders_CustomerId_idx', {
        transaction,
      });
      await queryInterface.addIndex('Orders', ['ClientId'], {
        name: 'Orders_ClientId_idx',
        transaction,
      });
    });
  },

  async down(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.removeIndex('Orders', 'Orders_ClientId_idx', {
        transaction,
      });
      await queryInterface.addIndex('Orders', ['ClientId'], {
        name: 'Orders_CustomerId_idx',
        transaction,
      });
      await renameConstraint(
        queryInterface,
        'Orders',
        'Orders_ClientId_fkey',
        'Orders_CustomerId_fkey',
        transaction,
      );
      await queryInterface.sequelize.query(
        'ALTER TABLE "Orders" RENAME COLUMN "ClientId" TO "CustomerId"',
        { transaction },
      );
    });
  },
};
