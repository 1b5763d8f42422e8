'use strict';

const { renameColumn } = require('./helpers/rename-column-1');

/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await renameColumn(
        queryInterface,
        'As',
        'code',
        'scaffold_tmp_1',
        transaction,
      );
      await renameColumn(queryInterface, 'As', 'name', 'code', transaction);
      await renameColumn(
        queryInterface,
        'As',
        'scaffold_tmp_1',
        'name',
        transaction,
      );
    });
  },

  async down(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await renameColumn(
        queryInterface,
        'As',
        'name',
        'scaffold_tmp_1',
        transaction,
      );
      await renameColumn(queryInterface, 'As', 'code', 'name', transaction);
      await renameColumn(
        queryInterface,
        'As',
        'scaffold_tmp_1',
        'code',
        transaction,
      );
    });
  },
};
