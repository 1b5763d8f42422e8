'use strict';

const {
  addForeignKey,
  removeForeignKey,
} = require('./helpers/sqlite-constraints-1');

/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await removeForeignKey(
        queryInterface,
        'Orders',
        'Orders_CustomerId_fkey',
        'CustomerId',
        transaction,
      );
      await queryInterface.removeIndex('Orders', 'Orders_CustomerId_idx', {
        transaction,
      });
      await queryInterface.sequelize.query(
        'ALTER TABLE "Orders" DROP COLUMN "CustomerId"',
        { transaction },
      );
    });
  },

  async down(queryInterface, Sequelize) {
    // This does not bring back the values of column Orders.CustomerId.
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.addColumn(
        'Orders',
        'CustomerId',
        { type: Sequelize.INTEGER },
        { transaction },
      );

      await queryInterface.addIndex('Orders', ['CustomerId'], {
        name: 'Orders_CustomerId_idx',
        transaction,
      });

      await addForeignKey(
        queryInterface,
        'Orders',
        {
          name: 'Orders_CustomerId_fkey',
          fields: ['CustomerId'],
          references: { table: 'Customers', field: 'id' },
          onUpdate: 'CASCADE',
          onDelete: 'SET NULL',
        },
        transaction,
      );
    });
  },
};
