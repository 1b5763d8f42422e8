'use strict';

const { refuseNumbersOutside } = require('./helpers/rows-1');

/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await refuseNumbersOutside(
        queryInterface,
        'Orders',
        'total',
        [-2147483648, 2147483647],
        transaction,
      );

      await queryInterface.sequelize.query(
        'ALTER TABLE "Orders" ALTER COLUMN "total" TYPE INTEGER',
        { transaction },
      );
    });
  },

  async down(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await refuseNumbersOutside(
        queryInterface,
        'Orders',
        'total',
        ['-99999999.99', '99999999.99'],
        transaction,
      );

      await queryInterface.sequelize.query(
        'ALTER TABLE "Orders" ALTER COLUMN "total" TYPE DECIMAL(10,2)',
        { transaction },
      );
    });
  },
};
