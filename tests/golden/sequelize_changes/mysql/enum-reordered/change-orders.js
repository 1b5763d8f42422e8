'use strict';

/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up(queryInterface, Sequelize) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.changeColumn(
        'Orders',
        'status',
        { type: Sequelize.ENUM('paid', 'pending'), defaultValue: 'pending' },
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
