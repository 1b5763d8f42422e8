'use strict';

/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up(queryInterface, Sequelize) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.createTable(
        'Countries',
        {
          code: { type: Sequelize.CHAR(2), allowNull: false, primaryKey: true },
          name: { type: Sequelize.STRING(80), allowNull: false },
          number: { type: Sequelize.INTEGER },
          createdAt: { type: Sequelize.DATE, allowNull: false },
          updatedAt: { type: Sequelize.DATE, allowNull: false },
        },
        {
          uniqueKeys: {
            Countries_name_key: { fields: ['name'] },
            Countries_number_key: { fields: ['number'] },
          },
          transaction,
        },
      );
    });
  },

  async down(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.dropTable('Countries', { transaction });
    });
  },
};
