'use strict';

/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.removeConstraint(
        'Orders',
        'Orders_CustomerId_fkey',
        { transaction },
      );
      await queryInterface.removeIndex('Orders', 'Orders_CustomerId_idx', {
        transaction,
      });
      await queryInterface.removeColumn('Orders', 'CustomerId', {
        transaction,
      });
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

      await queryInterface.addConstraint('Orders', {
        type: 'foreign key',
        name: 'Orders_CustomerId_fkey',
        fields: ['CustomerId'],
        references: { table: 'Customers', field: 'id' },
        onUpdate: 'CASCADE',
        onDelete: 'SET NULL',
        transaction,
      });
    });
  },
};
