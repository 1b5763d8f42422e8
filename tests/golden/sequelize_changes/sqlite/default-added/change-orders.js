'use strict';

const { changeColumn } = require('./helpers/sqlite-columns-1');

/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up(queryInterface, Sequelize) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await changeColumn(
        queryInterface,
        'Orders',
        'total',
        { type: Sequelize.DECIMAL(10, 2), defaultValue: 0 },
        { transaction },
      );
    });
  },

  async down(queryInterface, Sequelize) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await changeColumn(
        queryInterface,
        'Orders',
        'total',
        { type: Sequelize.DECIMAL(10, 2) },
        { transaction },
      );
    });
  },
};
