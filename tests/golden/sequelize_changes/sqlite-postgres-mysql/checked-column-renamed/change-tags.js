'use strict';

const { renameColumn } = require('./helpers/rename-column-1');
const { renameCheck, renameUnique } = require('./helpers/renames-1');

/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await renameColumn(queryInterface, 'Tags', 'label', 'title', transaction);
      await renameCheck(
        queryInterface,
        'Tags',
        'Tags_label_check',
        'Tags_title_check',
        `${queryInterface.quoteIdentifier('title')} <> ''`,
        transaction,
      );
      await renameUnique(
        queryInterface,
        'Tags',
        'Tags_label_key',
        'Tags_title_key',
        transaction,
      );
    });
  },

  async down(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await renameUnique(
        queryInterface,
        'Tags',
        'Tags_title_key',
        'Tags_label_key',
        transaction,
      );
      await renameCheck(
        queryInterface,
        'Tags',
        'Tags_title_check',
        'Tags_label_check',
        `${queryInterface.quoteIdentifier('title')} <> ''`,
        transaction,
      );
      await renameColumn(queryInterface, 'Tags', 'title', 'label', transaction);
    });
  },
};
