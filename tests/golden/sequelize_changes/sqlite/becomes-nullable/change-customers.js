'use strict';

const { refuseNulls } = require('./helpers/rows-1');
const { changeColumn } = require('./helpers/sqlite-columns-1');

/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up(queryInterface, Sequelize) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await changeColumn(
        queryInterface,
        'Customers',
        'name',
        { type: Sequelize.STRING(40) },
        { transaction },
      );
    });
  },

  async down(queryInterface, Sequelize) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await refuseNulls(queryInterface, 'Customers', 'name', transaction);

      await changeColumn(
        queryInterface,
        'Customers',
        'name',
        { type: Sequelize.STRING(40), allowNull: false },
        { transaction },
      );
    });
  },
};
