'use strict';

const { refuseOrphans } = require('./helpers/rows-1');

/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.removeConstraint(
        'Orders',
        'Orders_CustomerId_fkey',
        { transaction },
      );
    });
  },

  async down(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await refuseOrphans(
        queryInterface,
        'Orders',
        'CustomerId',
        { table: 'Customers', field: 'id' },
        transaction,
      );

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
