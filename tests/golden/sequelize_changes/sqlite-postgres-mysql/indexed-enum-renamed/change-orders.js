'use strict';

const { renameColumn } = require('./helpers/rename-column-1');
const { renameIndex } = require('./helpers/renames-1');

/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      const dialect = queryInterface.sequelize.getDialect();

      await renameColumn(
        queryInterface,
        'Orders',
        'status',
        'state',
        transaction,
      );
      if (dialect === 'postgres') {
        await queryInterface.sequelize.query(
          'ALTER TYPE "enum_Orders_status" RENAME TO "enum_Orders_state"',
          { transaction },
        );
      }
      await renameIndex(
        queryInterface,
        'Orders',
        'Orders_status_idx',
        ['state'],
        { name: 'Orders_state_idx', transaction },
      );
    });
  },

  async down(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      const dialect = queryInterface.sequelize.getDialect();

      await renameIndex(
        queryInterface,
        'Orders',
        'Orders_state_idx',
        ['state'],
        { name: 'Orders_status_idx', transaction },
      );
      await renameColumn(
        queryInterface,
        'Orders',
        'state',
        'status',
        transaction,
      );
      if (dialect === 'postgres') {
        await queryInterface.sequelize.query(
          'ALTER TYPE "enum_Orders_state" RENAME TO "enum_Orders_status"',
          { transaction },
        );
      }
    });
  },
};
