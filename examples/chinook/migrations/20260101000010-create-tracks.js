'use strict';

/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up(queryInterface, Sequelize) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.createTable(
        'Track',
        {
          TrackId: {
            type: Sequelize.INTEGER,
            allowNull: false,
            autoIncrement: true,
            primaryKey: true,
          },
          Name: { type: Sequelize.STRING(200), allowNull: false },
          Composer: { type: Sequelize.STRING(220) },
          Milliseconds: { type: Sequelize.INTEGER, allowNull: false },
          Bytes: { type: Sequelize.INTEGER },
          UnitPrice: { type: Sequelize.DECIMAL(10, 2), allowNull: false },
        },
        { transaction },
      );
    });
  },

  async down(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.dropTable('Track', { transaction });
    });
  },
};
