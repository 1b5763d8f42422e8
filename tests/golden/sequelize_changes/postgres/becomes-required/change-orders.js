'use strict';

const { refuseNulls } = require('./helpers/rows-1');

/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up(queryInterface, Sequelize) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await refuseNulls(queryInterface, 'Orders', 'note', transaction);

      await queryInterface.changeColumn(
        'Orders',
        'note',
        { type: Sequelize.STRING(200), allowNull: false },
        { transaction },
      );
    });
  },

  async down(queryInterface, Sequelize) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.changeColumn(
        'Orders',
        'note',
        { type: Sequelize.STRING(200) },
        { transaction },
      );
    });
  },
};
