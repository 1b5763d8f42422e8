'use strict';

const { refuseDuplicates } = require('./helpers/rows-1');

/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await refuseDuplicates(
        queryInterface,
        'Orders',
        ['CustomerId'],
        transaction,
      );

      await queryInterface.removeIndex('Orders', 'Orders_CustomerId_idx', {
        transaction,
      });

      await queryInterface.addIndex('Orders', ['CustomerId'], {
        name: 'Orders_CustomerId_key',
        unique: true,
        transaction,
      });
    });
  },

  async down(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.removeIndex('Orders', 'Orders_CustomerId_key', {
        transaction,
      });

      await queryInterface.addIndex('Orders', ['CustomerId'], {
        name: 'Orders_CustomerId_idx',
        transaction,
      });
    });
  },
};
