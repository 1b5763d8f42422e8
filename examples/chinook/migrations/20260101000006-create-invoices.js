'use strict';

/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up(queryInterface, Sequelize) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.createTable(
        'Invoice',
        {
          InvoiceId: {
            type: Sequelize.INTEGER,
            allowNull: false,
            autoIncrement: true,
            primaryKey: true,
          },
          InvoiceDate: { type: Sequelize.DATE, allowNull: false },
          BillingAddress: { type: Sequelize.STRING(70) },
          BillingCity: { type: Sequelize.STRING(40) },
          BillingState: { type: Sequelize.STRING(40) },
          BillingCountry: { type: Sequelize.STRING(40) },
          BillingPostalCode: { type: Sequelize.STRING(10) },
          Total: { type: Sequelize.DECIMAL(10, 2), allowNull: false },
        },
        { transaction },
      );
    });
  },

  async down(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.dropTable('Invoice', { transaction });
    });
  },
};
