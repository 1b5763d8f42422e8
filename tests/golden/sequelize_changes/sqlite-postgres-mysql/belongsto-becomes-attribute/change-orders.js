'use strict';

const { addForeignKey, removeForeignKey } = require('./helpers/constraints-1');
const { removeIndex } = require('./helpers/indexes-1');
const { renameColumn } = require('./helpers/rename-column-1');
const { refuseOrphans } = require('./helpers/rows-1');

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
      await renameColumn(
        queryInterface,
        'Orders',
        'CustomerId',
        'customerNo',
        transaction,
      );
      await removeIndex(
        queryInterface,
        'Orders',
        'Orders_CustomerId_idx',
        'customerNo',
        transaction,
      );
    });
  },

  async down(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await refuseOrphans(
        queryInterface,
        'Orders',
        'customerNo',
        { table: 'Customers', field: 'id' },
        transaction,
      );

      await queryInterface.addIndex('Orders', ['customerNo'], {
        name: 'Orders_CustomerId_idx',
        transaction,
      });

      await renameColumn(
        queryInterface,
        'Orders',
        'customerNo',
        'CustomerId',
        transaction,
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
