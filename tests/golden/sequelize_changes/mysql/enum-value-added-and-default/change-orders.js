'use strict';

const { refuseOtherValues } = require('./helpers/rows-1');

/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up(queryInterface, Sequelize) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.changeColumn(
        'Orders',
        'status',
        {
          type: Sequelize.ENUM('pending', 'sent', 'paid'),
          defaultValue: 'sent',
        },
        { transaction },
      );
    });
  },

  async down(queryInterface, Sequelize) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await refuseOtherValues(
        queryInterface,
        'Orders',
        'status',
        ['pending', 'paid'],
        transaction,
      );

      await queryInterface.changeColumn(
        'Orders',
        'status',
        { type: Sequelize.ENUM('pending', 'paid'), defaultValue: 'pending' },
        { transaction },
      );
    });
  },
};
