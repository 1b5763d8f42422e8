'use strict';

/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      const dialect = queryInterface.sequelize.getDialect();

      if (dialect === 'mysql') {
        await queryInterface.sequelize.query(
          'UPDATE `Orders` SET `CustomerId` = (SELECT `CustomerId` FROM `CustomerOrders` AS moved WHERE moved.`OrderId` = `Orders`.`id` ORDER BY `CustomerId` LIMIT 1)',
          { transaction },
        );
      } else {
        await queryInterface.sequelize.query(
          'UPDATE "Orders" SET "CustomerId" = (SELECT "CustomerId" FROM "CustomerOrders" AS moved WHERE moved."OrderId" = "Orders"."id" ORDER BY "CustomerId" LIMIT 1)',
          { transaction },
        );
      }
    });
  },

  async down(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      const dialect = queryInterface.sequelize.getDialect();

      if (dialect === 'mysql') {
        await queryInterface.sequelize.query(
          'INSERT INTO `CustomerOrders` (`CustomerId`, `OrderId`, `createdAt`, `updatedAt`) SELECT `CustomerId`, `id`, :now, :now FROM `Orders` WHERE `CustomerId` IS NOT NULL',
          { replacements: { now: new Date() }, transaction },
        );
      } else {
        await queryInterface.sequelize.query(
          'INSERT INTO "CustomerOrders" ("CustomerId", "OrderId", "createdAt", "updatedAt") SELECT "CustomerId", "id", :now, :now FROM "Orders" WHERE "CustomerId" IS NOT NULL',
          { replacements: { now: new Date() }, transaction },
        );
      }
    });
  },
};
