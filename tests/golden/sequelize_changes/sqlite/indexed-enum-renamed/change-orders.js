'use strict';

/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.sequelize.query(
        'ALTER TABLE "Orders" RENAME COLUMN "status" TO "state"',
        { transaction },
      );
      await queryInterface.removeIndex('Orders', 'Orders_status_idx', {
        transaction,
      });
      await queryInterface.addIndex('Orders', ['state'], {
        name: 'Orders_state_idx',
        transaction,
      });
    });
  },

  async down(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.removeIndex('Orders', 'Orders_state_idx', {
        transaction,
      });
      await queryInterface.addIndex('Orders', ['state'], {
        name: 'Orders_status_idx',
        transaction,
      });
      await queryInterface.sequelize.query(
        'ALTER TABLE "Orders" RENAME COLUMN "state" TO "status"',
        { transaction },
      );
    });
  },
};
