'use strict';

/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up(queryInterface, Sequelize) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.bulkUpdate(
        'Orders',
        { status: 'pending' },
        { status: null },
        { transaction },
      );
      await queryInterface.changeColumn(
        'Orders',
        'status',
        {
          type: Sequelize.ENUM('pending', 'paid'),
          allowNull: false,
          defaultValue: 'pending',
        },
        { transaction },
      );
    });
  },

  async down(queryInterface, Sequelize) {
    // This does not bring back the NULLs of column Orders.status.
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
