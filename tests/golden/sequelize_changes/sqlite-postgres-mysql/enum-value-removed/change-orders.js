'use strict';

/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up(queryInterface, Sequelize) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      const dialect = queryInterface.sequelize.getDialect();

      if (dialect === 'sqlite') {
        await queryInterface.bulkUpdate(
          'Orders',
          { status: 'pending' },
          { status: 'paid' },
          { transaction },
        );
      } else if (dialect === 'postgres') {
        await queryInterface.sequelize.query(
          'ALTER TYPE "enum_Orders_status" RENAME TO "enum_Orders_status__old"',
          { transaction },
        );
        await queryInterface.sequelize.query(
          'CREATE TYPE "enum_Orders_status" AS ENUM (\'pending\')',
          { transaction },
        );
        await queryInterface.sequelize.query(
          `ALTER TABLE "Orders"
            ALTER COLUMN "status" DROP DEFAULT,
            ALTER COLUMN "status" TYPE "enum_Orders_status" USING (CASE "status"::text WHEN 'paid' THEN 'pending' ELSE "status"::text END)::"enum_Orders_status",
            ALTER COLUMN "status" SET DEFAULT 'pending'`,
          { transaction },
        );
        await queryInterface.sequelize.query(
          'DROP TYPE "enum_Orders_status__old"',
          { transaction },
        );
      } else {
        await queryInterface.bulkUpdate(
          'Orders',
          { status: 'pending' },
          { status: 'paid' },
          { transaction },
        );
        await queryInterface.changeColumn(
          'Orders',
          'status',
          { type: Sequelize.ENUM('pending'), defaultValue: 'pending' },
          { transaction },
        );
      }
    });
  },

  async down(queryInterface, Sequelize) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      const dialect = queryInterface.sequelize.getDialect();

      if (dialect === 'postgres') {
        await queryInterface.sequelize.query(
          'ALTER TYPE "enum_Orders_status" ADD VALUE \'paid\'',
          { transaction },
        );
      } else if (dialect === 'mysql') {
        await queryInterface.changeColumn(
          'Orders',
          'status',
          { type: Sequelize.ENUM('pending', 'paid'), defaultValue: 'pending' },
          { transaction },
        );
      }
    });
  },
};
