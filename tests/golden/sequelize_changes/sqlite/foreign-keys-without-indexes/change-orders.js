'use strict';

/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.removeIndex('Orders', 'Orders_CustomerId_idx', {
        transaction,
      });
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
