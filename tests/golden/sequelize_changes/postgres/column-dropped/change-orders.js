'use strict';

/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.removeColumn('Orders', 'note', { transaction });
    });
  },

  async down(queryInterface, Sequelize) {
    // This does not bring back the values of column Orders.note.
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.addColumn(
        'Orders',
        'note',
        { type: Sequelize.STRING(200) },
        { transaction },
      );
    });
  },
};
