'use strict';

const { removeForeignKey } = require('./helpers/mysql-constraints-1');

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

      await queryInterface.addConstraint('Orders', {
        type: 'foreign key',
        name: 'Orders_CustomerId_fkey',
        fields: ['CustomerId'],
        references: { table: 'Customers', field: 'id' },
        onUpdate: 'CASCADE',
        onDelete: 'CASCADE',
        transaction,
      });
    });
  },

  async down(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await removeForeignKey(
        queryInterface,
        'Orders',
        'Orders_CustomerId_fkey',
        'CustomerId',
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
