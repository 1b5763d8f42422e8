'use strict';

const { renameColumn } = require('./helpers/rename-column-1');
const {
  renameForeignKey,
  renameIndex,
  renameUnique,
} = require('./helpers/renames-1');

/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      const dialect = queryInterface.sequelize.getDialect();

      await queryInterface.renameTable('Tags', 'Labels', { transaction });
      if (dialect === 'postgres') {
        await queryInterface.sequelize.query(
          'ALTER TABLE "Labels" RENAME CONSTRAINT "Tags_pkey" TO "Labels_pkey"',
          { transaction },
        );
        await queryInterface.sequelize.query(
          'ALTER SEQUENCE "Tags_id_seq" RENAME TO "Labels_id_seq"',
          { transaction },
        );
      }
      await renameColumn(
        queryInterface,
        'OrderTags',
        'TagId',
        'LabelId',
        transaction,
      );
      await renameForeignKey(
        queryInterface,
        'OrderTags',
        'OrderTags_TagId_fkey',
        {
          name: 'OrderTags_LabelId_fkey',
          fields: ['LabelId'],
          references: { table: 'Labels', field: 'id' },
          onUpdate: 'CASCADE',
          onDelete: 'CASCADE',
        },
        transaction,
      );
      await renameUnique(
        queryInterface,
        'Labels',
        'Tags_label_key',
        'Labels_label_key',
        transaction,
      );
      await renameIndex(
        queryInterface,
        'OrderTags',
        'OrderTags_TagId_idx',
        ['LabelId'],
        { name: 'OrderTags_LabelId_idx', transaction },
      );
    });
  },

  async down(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      const dialect = queryInterface.sequelize.getDialect();

      await renameIndex(
        queryInterface,
        'OrderTags',
        'OrderTags_LabelId_idx',
        ['LabelId'],
        { name: 'OrderTags_TagId_idx', transaction },
      );
      await renameUnique(
        queryInterface,
        'Labels',
        'Labels_label_key',
        'Tags_label_key',
        transaction,
      );
      await renameForeignKey(
        queryInterface,
        'OrderTags',
        'OrderTags_LabelId_fkey',
        {
          name: 'OrderTags_TagId_fkey',
          fields: ['LabelId'],
          references: { table: 'Labels', field: 'id' },
          onUpdate: 'CASCADE',
          onDelete: 'CASCADE',
        },
        transaction,
      );
      await renameColumn(
        queryInterface,
        'OrderTags',
        'LabelId',
        'TagId',
        transaction,
      );
      await queryInterface.renameTable('Labels', 'Tags', { transaction });
      if (dialect === 'postgres') {
        await queryInterface.sequelize.query(
          'ALTER TABLE "Tags" RENAME CONSTRAINT "Labels_pkey" TO "Tags_pkey"',
          { transaction },
        );
        await queryInterface.sequelize.query(
          'ALTER SEQUENCE "Labels_id_seq" RENAME TO "Tags_id_seq"',
          { transaction },
        );
      }
    });
  },
};
