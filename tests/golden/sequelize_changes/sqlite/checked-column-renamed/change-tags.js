'use strict';

const { renameConstraint } = require('./helpers/sqlite-constraints-1');

/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.sequelize.query(
        'ALTER TABLE "Tags" RENAME COLUMN "label" TO "title"',
        { transaction },
      );
      await renameConstraint(
        queryInterface,
        'Tags',
        'Tags_label_check',
        'Tags_title_check',
        transaction,
      );
      await renameConstraint(
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
      await renameConstraint(
        queryInterface,
        'Tags',
        'Tags_title_key',
        'Tags_label_key',
        transaction,
      );
      await renameConstraint(
        queryInterface,
        'Tags',
        'Tags_title_check',
        'Tags_label_check',
        transaction,
      );
      await queryInterface.sequelize.query(
        'ALTER TABLE "Tags" RENAME COLUMN "title" TO "label"',
        { transaction },
      );
    });
  },
};
