'use strict';

/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.sequelize.query(
        'ALTER TYPE "enum_Orders_status" RENAME TO "enum_Orders_status__old"',
        { transaction },
      );
      await queryInterface.sequelize.query(
        "CREATE TYPE \"enum_Orders_status\" AS ENUM ('paid', 'pending')",
        { transaction },
      );
      await queryInterface.sequelize.query(
        `ALTER TABLE "Orders"
          ALTER COLUMN "status" DROP DEFAULT,
          ALTER COLUMN "status" TYPE "enum_Orders_status" USING "status"::text::"enum_Orders_status",
          ALTER COLUMN "status" SET DEFAULT 'pending'`,
        { transaction },
      );
      await queryInterface.sequelize.query(
        'DROP TYPE "enum_Orders_status__old"',
        { transaction },
      );
    });
  },

  async down(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.sequelize.query(
        'ALTER TYPE "enum_Orders_status" RENAME TO "enum_Orders_status__old"',
        { transaction },
      );
      await queryInterface.sequelize.query(
        "CREATE TYPE \"enum_Orders_status\" AS ENUM ('pending', 'paid')",
        { transaction },
      );
      await queryInterface.sequelize.query(
        `ALTER TABLE "Orders"
          ALTER COLUMN "status" DROP DEFAULT,
          ALTER COLUMN "status" TYPE "enum_Orders_status" USING "status"::text::"enum_Orders_status",
          ALTER COLUMN "status" SET DEFAULT 'pending'`,
        { transaction },
      );
      await queryInterface.sequelize.query(
        'DROP TYPE "enum_Orders_status__old"',
        { transaction },
      );
    });
  },
};
