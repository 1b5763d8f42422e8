'use strict';

const { refuseNumbersOutside } = require('./helpers/rows-1');

/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up(queryInterface, Sequelize) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await refuseNumbersOutside(
        queryInterface,
        'Orders',
        'total',
        ['-9999999.9', '9999999.9'],
        transaction,
      );

      await queryInterface.changeColumn(
        'Orders',
        'total',
        { type: Sequelize.DECIMAL(8, 1) },
        { transaction },
      );
    });
  },

  async down(queryInterface, Sequelize) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.changeColumn(
        'Orders',
        'total',
        { type: Sequelize.DECIMAL(10, 2) },
        { transaction },
      );
    });
  },
};
