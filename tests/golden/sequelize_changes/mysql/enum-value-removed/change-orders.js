'use strict';

/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up(queryInterface, Sequelize) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.bulkUpdate(
        'Orders',
        { status: 'pending' },
        { status: 'paid' },
        { transaction },
      );
      await queryInterface.changeColumn(
        'Orders',
        'status',
        { type: Sequelize.ENUM('pending'), defaultValue: 'pending' },
        { transaction },
      );
    });
  },

  async down(queryInterface, Sequelize) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.changeColumn(
        'Orders',
        'status',
        { type: Sequelize.ENUM('pending', 'paid'), defaultValue: 'pending' },
        { transaction },
      );
    });
  },
};
