'use strict';

const { removeIndex } = require('./helpers/indexes-1');
const { removeColumn } = require('./helpers/remove-column-1');

/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await removeIndex(
        queryInterface,
        'Orders',
        'Orders_status_idx',
        'status',
        transaction,
      );
      await removeColumn(queryInterface, 'Orders', 'status', { transaction });
      if (queryInterface.sequelize.getDialect() === 'postgres') {
        await queryInterface.sequelize.query(
          'DROP TYPE IF EXISTS "enum_Orders_status"',
          { transaction },
        );
      }
    });
  },

  async down(queryInterface, Sequelize) {
    // This does not bring back the values of column Orders.status.
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.addColumn(
        'Orders',
        'status',
        { type: Sequelize.ENUM('pending', 'paid'), defaultValue: 'pending' },
        { transaction },
      );

      await queryInterface.addIndex('Orders', ['status'], {
        name: 'Orders_status_idx',
        transaction,
      });
    });
  },
};
