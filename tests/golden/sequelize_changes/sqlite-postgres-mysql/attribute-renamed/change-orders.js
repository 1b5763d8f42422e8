'use strict';

const { renameColumn } = require('./helpers/rename-column-1');

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
    });
  },

  async down(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
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
