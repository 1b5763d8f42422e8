'use strict';

/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up(queryInterface, Sequelize) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.createTable(
        'Flights',
        {
          airline: {
            type: Sequelize.STRING(3),
            allowNull: false,
            primaryKey: true,
          },
          number: {
            type: Sequelize.INTEGER,
            allowNull: false,
            primaryKey: true,
          },
          day: { type: Sequelize.DATEONLY, allowNull: false, primaryKey: true },
          code: { type: Sequelize.STRING(12), allowNull: false },
          createdAt: { type: Sequelize.DATE, allowNull: false },
          updatedAt: { type: Sequelize.DATE, allowNull: false },
        },
        {
          uniqueKeys: {
            Flights_code_key: { fields: ['code'] },
          },
          transaction,
        },
      );
    });
  },

  async down(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.dropTable('Flights', { transaction });
    });
  },
};
