'use strict';

const { renameConstraint } = require('./helpers/sqlite-constraints-1');

/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.renameTable('Tags', 'Labels', { transaction });
      await queryInterface.sequelize.query(
        'ALTER TABLE "OrderTags" RENAME COLUMN "TagId" TO "LabelId"',
        { transaction },
      );
      await renameConstraint(
        queryInterface,
        'OrderTags',
        'OrderTags_TagId_fkey',
        'OrderTags_LabelId_fkey',
        transaction,
      );
      await renameConstraint(
        queryInterface,
        'Labels',
        'Tags_label_key',
        'Labels_label_key',
        transaction,
      );
      await queryInterface.removeIndex('OrderTags', 'OrderTags_TagId_idx', {
        transaction,
      });
      await queryInterface.addIndex('OrderTags', ['LabelId'], {
        name: 'OrderTags_LabelId_idx',
        transaction,
      });
    });
  },

  async down(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.removeIndex('OrderTags', 'OrderTags_LabelId_idx', {
        transaction,
      });
      await queryInterface.addIndex('OrderTags', ['LabelId'], {
        name: 'OrderTags_TagId_idx',
        transaction,
      });
      await renameConstraint(
        queryInterface,
        'Labels',
        'Labels_label_key',
        'Tags_label_key',
        transaction,
      );
      await renameConstraint(
        queryInterface,
        'OrderTags',
        'OrderTags_LabelId_fkey',
        'OrderTags_TagId_fkey',
        transaction,
      );
      await queryInterface.sequelize.query(
        'ALTER TABLE "OrderTags" RENAME COLUMN "LabelId" TO "TagId"',
        { transaction },
      );
      await queryInterface.renameTable('Labels', 'Tags', { transaction });
    });
  },
};
