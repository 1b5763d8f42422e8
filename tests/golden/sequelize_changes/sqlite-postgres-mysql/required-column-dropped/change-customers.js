'use strict';

const { changeColumn } = require('./helpers/columns-1');
const { removeColumn } = require('./helpers/remove-column-1');

/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await removeColumn(queryInterface, 'Customers', 'name', { transaction });
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
