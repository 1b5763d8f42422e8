'use strict';

const { removeForeignKey } = require('./helpers/mysql-constraints-1');
const { refuseNulls } = require('./helpers/rows-1');

/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up(queryInterface, Sequelize) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await refuseNulls(queryInterface, 'Orders', 'CustomerId', transaction);

      await removeForeignKey(
        queryInterface,
        'Orders',
        'Orders_CustomerId_fkey',
        'CustomerId',
        transaction,
      );
      await queryInterface.changeColumn(
        'Orders',
        'CustomerId',
        { type: Sequelize.INTEGER, allowNull: false },
        { transaction },
      );

      await queryInterface.addConstraint('Orders', {
        type: 'foreign key',
        name: 'Orders_CustomerId_fkey',
        fields: ['CustomerId'],
        references: { table: 'Customers', field: 'id' },
        onUpdate: 'CASCADE',
        onDelete: 'RESTRICT',
        transaction,
      });
    });
  },

  async down(queryInterface, Sequelize) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await removeForeignKey(
        queryInterface,
        'Orders',
        'Orders_CustomerId_fkey',
        'CustomerId',
        transaction,
      );
      await queryInterface.changeColumn(
        'Orders',
        'CustomerId',
        { type: Sequelize.INTEGER },
        { transaction },
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
