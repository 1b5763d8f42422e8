'use strict';

/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up(queryInterface, Sequelize) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.createTable(
        'Customer',
        {
          CustomerId: {
            type: Sequelize.INTEGER,
            allowNull: false,
            autoIncrement: true,
            primaryKey: true,
          },
          FirstName: { type: Sequelize.STRING(40), allowNull: false },
          LastName: { type: Sequelize.STRING(20), allowNull: false },
          Company: { type: Sequelize.STRING(80) },
          Address: { type: Sequelize.STRING(70) },
          City: { type: Sequelize.STRING(40) },
          State: { type: Sequelize.STRING(40) },
          Country: { type: Sequelize.STRING(40) },
          PostalCode: { type: Sequelize.STRING(10) },
          Phone: { type: Sequelize.STRING(24) },
          Fax: { type: Sequelize.STRING(24) },
          Email: { type: Sequelize.STRING(60), allowNull: false },
        },
        { transaction },
      );
    });
  },

  async down(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.dropTable('Customer', { transaction });
    });
  },
};
