'use strict';

const { addCheck, removeCheck } = require('./helpers/constraints-1');
const { renameColumn } = require('./helpers/rename-column-1');
const { renameUnique } = require('./helpers/renames-1');

/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await removeCheck(
        queryInterface,
        'Tags',
        'Tags_label_check',
        transaction,
      );
      await renameColumn(queryInterface, 'Tags', 'label', 'title', transaction);
      await renameUnique(
        queryInterface,
        'Tags',
        'Tags_label_key',
        'Tags_title_key',
        transaction,
      );

      await addCheck(
        queryInterface,
        'Tags',
        'Tags_title_check',
        `${queryInterface.quoteIdentifier('title')} <> ''`,
        transaction,
      );
    });
  },

  async down(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await removeCheck(
        queryInterface,
        'Tags',
        'Tags_title_check',
        transaction,
      );
      await renameUnique(
        queryInterface,
        'Tags',
        'Tags_title_key',
        'Tags_label_key',
        transaction,
      );
      await renameColumn(queryInterface, 'Tags', 'title', 'label', transaction);

      await addCheck(
        queryInterface,
        'Tags',
        'Tags_label_check',
        `${queryInterface.quoteIdentifier('label')} <> ''`,
        transaction,
      );
    });
  },
};
