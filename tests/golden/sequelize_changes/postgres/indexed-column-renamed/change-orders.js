'use strict';

/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.sequelize.query(
        'ALTER TABLE "Orders" RENAME COLUMN "note" TO "remark"',
        { transaction },
      );
      await queryInterface.sequelize.query(
        'ALTER INDEX "Orders_note_idx" RENAME TO "Orders_remark_idx"',
        { transaction },
      );
    });
  },

  async down(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.sequelize.query(
        'ALTER INDEX "Orders_remark_idx" RENAME TO "Orders_note_idx"',
        { transaction },
      );
      await queryInterface.sequelize.query(
        'ALTER TABLE "Orders" RENAME COLUMN "remark" TO "note"',
        { transaction },
      );
    });
  },
};
