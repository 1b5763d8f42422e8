'use strict';

const { renameUnique } = require('./helpers/renames-1');

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
      await renameUnique(
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
      const dialect = queryInterface.sequelize.getDialect();

      await renameUnique(
        queryInterface,
        'Labels',
        'Labels_label_key',
        'Tags_label_key',
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
