'use strict';

const { renameColumn } = require('./helpers/rename-column-1');
const { renameIndex } = require('./helpers/renames-1');

/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await renameColumn(
        queryInterface,
        'Orders',
        'note',
        'remark',
        transaction,
      );
      await renameIndex(
        queryInterface,
        'Orders',
        'Orders_note_idx',
        ['remark'],
        { name: 'Orders_remark_idx', transaction },
      );
    });
  },

  async down(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await renameIndex(
        queryInterface,
        'Orders',
        'Orders_remark_idx',
        ['remark'],
        { name: 'Orders_note_idx', transaction },
      );
      await renameColumn(
        queryInterface,
        'Orders',
        'remark',
        'note',
        transaction,
      );
    });
  },
};
