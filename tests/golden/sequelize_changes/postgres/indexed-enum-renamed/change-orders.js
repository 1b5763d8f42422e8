'use strict';

/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.sequelize.query(
        'ALTER TABLE "Orders" RENAME COLUMN "status" TO "state"',
        { transaction },
      );
      await queryInterface.sequelize.query(
        'ALTER TYPE "enum_Orders_status" RENAME TO "enum_Orders_state"',
        { transaction },
      );
      await queryInterface.sequelize.query(
        'ALTER INDEX "Orders_status_idx" RENAME TO "Orders_state_idx"',
        { transaction },
      );
    });
  },

  async down(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.sequelize.query(
        'ALTER INDEX "Orders_state_idx" RENAME TO "Orders_status_idx"',
        { transaction },
      );
      await queryInterface.sequelize.query(
        'ALTER TABLE "Orders" RENAME COLUMN "state" TO "status"',
        { transaction },
      );
      await queryInterface.sequelize.query(
        'ALTER TYPE "enum_Orders_state" RENAME TO "enum_Orders_status"',
        { transaction },
      );
    });
  },
};
