'use strict';

const { refuseLongTexts } = require('./helpers/rows-1');

/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up(queryInterface, Sequelize) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.changeColumn(
        'Orders',
        'note',
        { type: Sequelize.STRING },
        { transaction },
      );
    });
  },

  async down(queryInterface, Sequelize) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await refuseLongTexts(queryInterface, 'Orders', 'note', 200, transaction);

      await queryInterface.changeColumn(
        'Orders',
        'note',
        { type: Sequelize.STRING(200) },
        { transaction },
      );
    });
  },
};
