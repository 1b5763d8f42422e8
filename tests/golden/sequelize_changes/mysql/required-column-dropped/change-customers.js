'use strict';

/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.removeColumn('Customers', 'name', { transaction });
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
      await queryInterface.changeColumn(
        'Customers',
        'name',
        { type: Sequelize.STRING(40), allowNull: false },
        { transaction },
      );
    });
  },
};
