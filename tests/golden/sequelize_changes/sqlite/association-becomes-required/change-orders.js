'use strict';

const { refuseNulls } = require('./helpers/rows-1');
const { changeColumn } = require('./helpers/sqlite-columns-1');
const {
  addForeignKey,
  removeForeignKey,
} = require('./helpers/sqlite-constraints-1');

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
      await changeColumn(
        queryInterface,
        'Orders',
        'CustomerId',
        { type: Sequelize.INTEGER, allowNull: false },
        { transaction },
      );

      await addForeignKey(
        queryInterface,
        'Orders',
        {
          name: 'Orders_CustomerId_fkey',
          fields: ['CustomerId'],
          references: { table: 'Customers', field: 'id' },
          onUpdate: 'CASCADE',
          onDelete: 'RESTRICT',
        },
        transaction,
      );
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
      await changeColumn(
        queryInterface,
        'Orders',
        'CustomerId',
        { type: Sequelize.INTEGER },
        { transaction },
      );

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
