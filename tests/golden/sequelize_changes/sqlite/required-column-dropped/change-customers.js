'use strict';

const { changeColumn } = require('./helpers/sqlite-columns-1');

/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.sequelize.query(
        'ALTER TABLE "Customers" DROP COLUMN "name"',
        { transaction },
      );
    });
  },

  async down(queryInterface, Sequelize) {
    // This does not bring back the values of column Customers.name.
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.addColumn(
        'Customers',
        'name',
        { type: Sequelize.STRING(40) },
        { transaction },
      );
      await queryInterface.bulkUpdate(
        'Customers',
        { name: '' },
        {},
        { transaction },
      );
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
