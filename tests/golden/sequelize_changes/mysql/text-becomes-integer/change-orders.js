'use strict';

const { refuseLongTexts, refuseTextsOtherThan } = require('./helpers/rows-1');

/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up(queryInterface, Sequelize) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await refuseTextsOtherThan(
        queryInterface,
        'Orders',
        'number',
        'integer',
        transaction,
      );

      await queryInterface.changeColumn(
        'Orders',
        'number',
        { type: Sequelize.INTEGER },
        { transaction },
      );
    });
  },

  async down(queryInterface, Sequelize) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await refuseLongTexts(
        queryInterface,
        'Orders',
        'number',
        20,
        transaction,
      );

      await queryInterface.changeColumn(
        'Orders',
        'number',
        { type: Sequelize.STRING(20) },
        { transaction },
      );
    });
  },
};
