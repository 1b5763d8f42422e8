'use strict';

const { renameConstraint } = require('./helpers/sqlite-constraints-1');

/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.renameTable('Tags', 'Labels', { transaction });
      await renameConstraint(
        queryInterface,
        'Labels',
        'Tags_label_key',
        'Labels_label_key',
        transaction,
      );
    });
  },

  async down(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await renameConstraint(
        queryInterface,
        'Labels',
        'Labels_label_key',
        'Tags_label_key',
        transaction,
      );
      await queryInterface.renameTable('Labels', 'Tags', { transaction });
    });
  },
};
