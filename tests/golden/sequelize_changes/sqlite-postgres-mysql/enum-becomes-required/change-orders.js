'use strict';

const { changeColumn } = require('./helpers/columns-1');

/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up(queryInterface, Sequelize) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      const dialect = queryInterface.sequelize.getDialect();

      await queryInterface.bulkUpdate(
        'Orders',
        { status: 'pending' },
        { status: null },
        { transaction },
      );
      if (dialect === 'postgres') {
        await queryInterface.sequelize.query(
          'ALTER TABLE "Orders" ALTER COLUMN "status" SET NOT NULL',
          { transaction },
        );
      } else {
        await changeColumn(
          queryInterface,
          'Orders',
          'status',
          {
            type: Sequelize.ENUM('pending', 'paid'),
            allowNull: false,
            defaultValue: 'pending',
          },
          { transaction },
        );
      }
    });
  },

  async down(queryInterface, Sequelize) {
    // This does not bring back the NULLs of column Orders.status.
    await queryInterface.sequelize.transaction(async (transaction) => {
      const dialect = queryInterface.sequelize.getDialect();

      if (dialect === 'postgres') {
        await queryInterface.sequelize.query(
          'ALTER TABLE "Orders" ALTER COLUMN "status" DROP NOT NULL',
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
