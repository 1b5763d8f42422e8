'use strict';

/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.bulkUpdate(
        'Orders',
        { status: 'pending' },
        { status: null },
        { transaction },
      );
      await queryInterface.sequelize.query(
        'ALTER TABLE "Orders" ALTER COLUMN "status" SET NOT NULL',
        { transaction },
      );
    });
  },

  async down(queryInterface) {
    // This does not bring back the NULLs of column Orders.status.
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.sequelize.query(
        'ALTER TABLE "Orders" ALTER COLUMN "status" DROP NOT NULL',
        { transaction },
      );
    });
  },
};
