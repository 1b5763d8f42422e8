'use strict';

/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up(queryInterface, Sequelize) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.createTable(
        'ChartEntries',
        {
          ChartId: {
            type: Sequelize.INTEGER,
            allowNull: false,
            primaryKey: true,
          },
          revision: {
            type: Sequelize.INTEGER,
            allowNull: false,
            primaryKey: true,
          },
          text: { type: Sequelize.TEXT, allowNull: false },
          recordedAt: {
            type: Sequelize.DATE,
            allowNull: false,
            defaultValue: Sequelize.literal('CURRENT_TIMESTAMP'),
          },
        },
        { transaction },
      );
    });
  },

  async down(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.dropTable('ChartEntries', { transaction });
    });
  },
};
