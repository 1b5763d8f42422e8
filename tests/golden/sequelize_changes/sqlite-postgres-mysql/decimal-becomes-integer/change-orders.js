'use strict';

const { changeColumn } = require('./helpers/columns-1');
const { refuseNumbersOutside } = require('./helpers/rows-1');

/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up(queryInterface, Sequelize) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      const dialect = queryInterface.sequelize.getDialect();

      await refuseNumbersOutside(
        queryInterface,
        'Orders',
        'total',
        [-2147483648, 2147483647],
        transaction,
      );

      if (dialect === 'postgres') {
        await queryInterface.sequelize.query(
          'ALTER TABLE "Orders" ALTER COLUMN "total" TYPE INTEGER',
          { transaction },
        );
      } else {
        await changeColumn(
          queryInterface,
          'Orders',
          'total',
          { type: Sequelize.INTEGER },
          { cast: 'CAST(round("total") AS INTEGER)', transaction },
        );
      }
    });
  },

  async down(queryInterface, Sequelize) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      const dialect = queryInterface.sequelize.getDialect();

      await refuseNumbersOutside(
        queryInterface,
        'Orders',
        'total',
        ['-99999999.99', '99999999.99'],
        transaction,
      );

      if (dialect === 'postgres') {
        await queryInterface.sequelize.query(
          'ALTER TABLE "Orders" ALTER COLUMN "total" TYPE DECIMAL(10,2)',
          { transaction },
        );
      } else {
        await changeColumn(
          queryInterface,
          'Orders',
          'total',
          { type: Sequelize.DECIMAL(10, 2) },
          { cast: '"total"', transaction },
        );
      }
    });
  },
};
