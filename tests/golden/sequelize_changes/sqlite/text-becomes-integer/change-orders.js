'use strict';

const { refuseLongTexts, refuseTextsOtherThan } = require('./helpers/rows-1');
const { changeColumn } = require('./helpers/sqlite-columns-1');

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

      await changeColumn(
        queryInterface,
        'Orders',
        'number',
        { type: Sequelize.INTEGER },
        { cast: '"number"', transaction },
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

      await changeColumn(
        queryInterface,
        'Orders',
        'number',
        { type: Sequelize.STRING(20) },
        { cast: '"number"', transaction },
      );
    });
  },
};
