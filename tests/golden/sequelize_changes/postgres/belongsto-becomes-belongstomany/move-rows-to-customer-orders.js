'use strict';

/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.sequelize.query(
        'INSERT INTO "CustomerOrders" ("CustomerId", "OrderId", "createdAt", "updatedAt") SELECT "CustomerId", "id", :now, :now FROM "Orders" WHERE "CustomerId" IS NOT NULL',
        { replacements: { now: new Date() }, transaction },
      );
      await queryInterface.removeColumn('Orders', 'CustomerId', {
        transaction,
      });
    });
  },

  async down(queryInterface, Sequelize) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.addColumn(
        'Orders',
        'CustomerId',
        { type: Sequelize.INTEGER },
        { transaction },
      );

      await queryInterface.sequelize.query(
        'UPDATE "Orders" SET "CustomerId" = (SELECT "CustomerId" FROM "CustomerOrders" AS moved WHERE moved."OrderId" = "Orders"."id" ORDER BY "CustomerId" LIMIT 1)',
        { transaction },
      );
    });
  },
};
