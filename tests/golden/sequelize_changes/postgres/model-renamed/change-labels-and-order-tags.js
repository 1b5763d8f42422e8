'use strict';

/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.renameTable('Tags', 'Labels', { transaction });
      await queryInterface.sequelize.query(
        'ALTER TABLE "Labels" RENAME CONSTRAINT "Tags_pkey" TO "Labels_pkey"',
        { transaction },
      );
      await queryInterface.sequelize.query(
        'ALTER SEQUENCE "Tags_id_seq" RENAME TO "Labels_id_seq"',
        { transaction },
      );
      await queryInterface.sequelize.query(
        'ALTER TABLE "OrderTags" RENAME COLUMN "TagId" TO "LabelId"',
        { transaction },
      );
      await queryInterface.sequelize.query(
        'ALTER TABLE "OrderTags" RENAME CONSTRAINT "OrderTags_TagId_fkey" TO "OrderTags_LabelId_fkey"',
        { transaction },
      );
      await queryInterface.sequelize.query(
        'ALTER TABLE "Labels" RENAME CONSTRAINT "Tags_label_key" TO "Labels_label_key"',
        { transaction },
      );
      await queryInterface.sequelize.query(
        'ALTER INDEX "OrderTags_TagId_idx" RENAME TO "OrderTags_LabelId_idx"',
        { transaction },
      );
    });
  },

  async down(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.sequelize.query(
        'ALTER INDEX "OrderTags_LabelId_idx" RENAME TO "OrderTags_TagId_idx"',
        { transaction },
      );
      await queryInterface.sequelize.query(
        'ALTER TABLE "Labels" RENAME CONSTRAINT "Labels_label_key" TO "Tags_label_key"',
        { transaction },
      );
      await queryInterface.sequelize.query(
        'ALTER TABLE "OrderTags" RENAME CONSTRAINT "OrderTags_LabelId_fkey" TO "OrderTags_TagId_fkey"',
        { transaction },
      );
      await queryInterface.sequelize.query(
        'ALTER TABLE "OrderTags" RENAME COLUMN "LabelId" TO "TagId"',
        { transaction },
      );
      await queryInterface.renameTable('Labels', 'Tags', { transaction });
      await queryInterface.sequelize.query(
        'ALTER TABLE "Tags" RENAME CONSTRAINT "Labels_pkey" TO "Tags_pkey"',
        { transaction },
      );
      await queryInterface.sequelize.query(
        'ALTER SEQUENCE "Labels_id_seq" RENAME TO "Tags_id_seq"',
        { transaction },
      );
    });
  },
};
