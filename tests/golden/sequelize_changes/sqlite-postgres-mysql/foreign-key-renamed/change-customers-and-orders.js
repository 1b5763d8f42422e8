'use strict';

const { renameColumn } = require('./helpers/rename-column-1');
const { renameForeignKey, renameIndex } = require('./helpers/renames-1');

/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await renameColumn(
        queryInterface,
        'Orders',
        'CustomerId',
        'ClientId',
        transaction,
      );
      await renameForeignKey(
        queryInterface,
        'Orders',
        'Orders_CustomerId_fkey',
        {
          name: 'Orders_ClientId_fkey',
          fields: ['ClientId'],
          references: { table: 'Customers', field: 'id' },
          onUpdate: 'CASCADE',
          onDelete: 'SET NULL',
        },
        transaction,
      );
      await renameIndex(
        queryInterface,
        'Orders',
        'Orders_CustomerId_idx',
        ['ClientId'],
        { name: 'Orders_ClientId_idx', transaction },
      );
    });
  },

  async down(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await renameIndex(
        queryInterface,
        'Orders',
        'Orders_ClientId_idx',
        ['ClientId'],
        { name: 'Orders_CustomerId_idx', transaction },
      );
      await renameForeignKey(
        queryInterface,
        'Orders',
        'Orders_ClientId_fkey',
        {
          name: 'Orders_CustomerId_fkey',
          fields: ['ClientId'],
          references: { table: 'Customers', field: 'id' },
          onUpdate: 'CASCADE',
          onDelete: 'SET NULL',
        },
        transaction,
      );
      await renameColumn(
        queryInterface,
        'Orders',
        'ClientId',
        'CustomerId',
        transaction,
      );
    });
  },
};
