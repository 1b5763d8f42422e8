'use strict';

/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.removeIndex('Orders', 'Orders_status_idx', {
        transaction,
      });
      await queryInterface.removeColumn('Orders', 'status', { transaction });
      await queryInterface.sequelize.query(
        'DROP TYPE IF EXISTS "enum_Orders_status"',
        { transaction },
      );
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
