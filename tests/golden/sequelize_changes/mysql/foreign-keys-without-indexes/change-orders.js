'use strict';

const { removeIndex } = require('./helpers/mysql-constraints-1');

/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await removeIndex(
        queryInterface,
        'Orders',
        'Orders_CustomerId_idx',
        'CustomerId',
        transaction,
      );
    });
  },

  async down(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.addIndex('Orders', ['CustomerId'], {
        name: 'Orders_CustomerId_idx',
        transaction,
      });
    });
  },
};
