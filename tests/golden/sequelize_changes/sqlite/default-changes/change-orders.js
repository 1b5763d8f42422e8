'use strict';

const { changeColumn } = require('./helpers/sqlite-columns-1');

/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up(queryInterface, Sequelize) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await changeColumn(
        queryInterface,
        'Orders',
        'status',
        { type: Sequelize.ENUM('pending', 'paid'), defaultValue: 'paid' },
        { transaction },
      );
    });
  },

  async down(queryInterface, Sequelize) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await changeColumn(
        queryInterface,
        'Orders',
        'status',
        { type: Sequelize.ENUM('pending', 'paid'), defaultValue: 'pending' },
        { transaction },
      );
    });
  },
};
