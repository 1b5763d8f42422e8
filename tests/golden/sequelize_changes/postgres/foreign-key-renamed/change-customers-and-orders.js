'use strict';

/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.sequelize.query(
        'ALTER TABLE "Orders" RENAME COLUMN "CustomerId" TO "ClientId"',
        { transaction },
      );
      await queryInterface.sequelize.query(
        'ALTER TABLE "Orders" RENAME CONSTRAINT "Orders_CustomerId_fkey" TO "Orders_ClientId_fkey"',
        { transaction },
      );
      await queryInterface.sequelize.query(
        'ALTER INDEX "Orders_CustomerId_idx" RENAME TO "Orders_ClientId_idx"',
        { transaction },
      );
    });
  },

  async down(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.sequelize.query(
        'ALTER INDEX "Orders_ClientId_idx" RENAME TO "Orders_CustomerId_idx"',
        { transaction },
      );
      await queryInterface.sequelize.query(
        'ALTER TABLE "Orders" RENAME CONSTRAINT "Orders_ClientId_fkey" TO "Orders_CustomerId_fkey"',
        { transaction },
      );
      await queryInterface.sequelize.query(
        'ALTER TABLE "Orders" RENAME COLUMN "ClientId" TO "CustomerId"',
        { transaction },
      );
    });
  },
};
