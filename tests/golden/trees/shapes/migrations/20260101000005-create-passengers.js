'use strict';

/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up(queryInterface, Sequelize) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.createTable(
        'Passengers',
        {
          number: {
            type: Sequelize.INTEGER,
            allowNull: false,
            autoIncrement: true,
            primaryKey: true,
          },
          email: { type: Sequelize.STRING(100), allowNull: false },
          countryCode: { type: Sequelize.CHAR(2) },
          createdAt: { type: Sequelize.DATE, allowNull: false },
          updatedAt: { type: Sequelize.DATE, allowNull: false },
        },
        {
          uniqueKeys: {
            Passengers_email_key: { fields: ['email'] },
          },
          transaction,
        },
      );
      await queryInterface.addIndex('Passengers', ['countryCode'], {
        name: 'Passengers_countryCode_idx',
        transaction,
      });
    });
  },

  async down(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.dropTable('Passengers', { transaction });
    });
  },
};
