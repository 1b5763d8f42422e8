'use strict';

/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up(queryInterface, Sequelize) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.createTable(
        'Seats',
        {
          flightCode: {
            type: Sequelize.STRING(12),
            allowNull: false,
            primaryKey: true,
          },
          row: { type: Sequelize.SMALLINT, allowNull: false, primaryKey: true },
          letter: {
            type: Sequelize.CHAR(1),
            allowNull: false,
            primaryKey: true,
          },
          createdAt: { type: Sequelize.DATE, allowNull: false },
          updatedAt: { type: Sequelize.DATE, allowNull: false },
        },
        { transaction },
      );
    });
  },

  async down(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.dropTable('Seats', { transaction });
    });
  },
};
