'use strict';

const { refuseNumbersOutside } = require('./helpers/rows-1');
const { changeColumn } = require('./helpers/sqlite-columns-1');

/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up(queryInterface, Sequelize) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await refuseNumbersOutside(
        queryInterface,
        'Orders',
        'total',
        [-2147483648, 2147483647],
        transaction,
      );

      await changeColumn(
        queryInterface,
        'Orders',
        'total',
        { type: Sequelize.INTEGER },
        { cast: 'CAST(round("total") AS INTEGER)', transaction },
      );
    });
  },

  async down(queryInterface, Sequelize) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await refuseNumbersOutside(
        queryInterface,
        'Orders',
        'total',
        ['-99999999.99', '99999999.99'],
        transaction,
      );

      await changeColumn(
        queryInterface,
        'Orders',
        'total',
        { type: Sequelize.DECIMAL(10, 2) },
        { cast: '"total"', transaction },
      );
    });
  },
};
