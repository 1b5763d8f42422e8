'use strict';

const { refuseOtherValues } = require('./helpers/rows-1');

/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up(queryInterface, Sequelize) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await refuseOtherValues(
        queryInterface,
        'Orders',
        'note',
        ['abc', 'other'],
        transaction,
      );

      await queryInterface.changeColumn(
        'Orders',
        'note',
        { type: Sequelize.ENUM('abc', 'other'), defaultValue: 'other' },
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
