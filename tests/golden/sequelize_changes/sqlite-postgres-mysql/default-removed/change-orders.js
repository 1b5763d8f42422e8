'use strict';

const { changeColumn } = require('./helpers/columns-1');

/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up(queryInterface, Sequelize) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      const dialect = queryInterface.sequelize.getDialect();

      if (dialect === 'postgres') {
        await queryInterface.sequelize.query(
          'ALTER TABLE "Orders" ALTER COLUMN "status" DROP DEFAULT',
          { transaction },
        );
      } else {
        await changeColumn(
          queryInterface,
          'Orders',
          'status',
          { type: Sequelize.ENUM('pending', 'paid') },
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
          'ALTER TABLE "Orders" ALTER COLUMN "status" SET DEFAULT \'pending\'',
          { transaction },
        );
      } else {
        await changeColumn(
          queryInterface,
          'Orders',
          'status',
          { type: Sequelize.ENUM('pending', 'paid'), defaultValue: 'pending' },
          { transaction },
        );
      }
    });
  },
};
