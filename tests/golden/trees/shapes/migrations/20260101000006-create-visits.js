'use strict';

/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up(queryInterface, Sequelize) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.createTable(
        'Visits',
        {
          id: {
            type: Sequelize.INTEGER,
            allowNull: false,
            autoIncrement: true,
            primaryKey: true,
          },
          at: {
            type: Sequelize.DATE(3),
            allowNull: false,
            defaultValue: Sequelize.literal('(CURRENT_TIMESTAMP)'),
          },
          note: { type: Sequelize.TEXT },
          note2: { type: Sequelize.STRING(50) },
        },
        { transaction },
      );
      await queryInterface.addIndex('Visits', ['note2', 'at'], {
        name: 'visits_by_note',
        transaction,
      });
    });
  },

  async down(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.dropTable('Visits', { transaction });
    });
  },
};
