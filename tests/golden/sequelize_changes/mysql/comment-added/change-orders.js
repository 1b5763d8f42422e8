'use strict';

/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up(queryInterface, Sequelize) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.changeColumn(
        'Orders',
        'note',
        { type: Sequelize.STRING(200), comment: 'x' },
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
