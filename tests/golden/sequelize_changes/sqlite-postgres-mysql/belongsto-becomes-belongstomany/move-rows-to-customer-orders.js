'use strict';

const { removeColumn } = require('./helpers/remove-column-1');

/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up(queryInterface) {
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
      await removeColumn(queryInterface, 'Orders', 'CustomerId', {
        transaction,
      });
    });
  },

  async down(queryInterface, Sequelize) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      const dialect = queryInterface.sequelize.getDialect();

      await queryInterface.addColumn(
        'Orders',
        'CustomerId',
        { type: Sequelize.INTEGER },
        { transaction },
      );

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
};
