'use strict';

const { removeIndex } = require('./helpers/indexes-1');

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
    });
  },

  async down(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.addIndex('Orders', ['status'], {
        name: 'Orders_status_idx',
        transaction,
      });
    });
  },
};
