'use strict';

/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up(queryInterface, Sequelize) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.createTable(
        'InvoiceLine',
        {
          InvoiceLineId: {
            type: Sequelize.INTEGER,
            allowNull: false,
            autoIncrement: true,
            primaryKey: true,
          },
          UnitPrice: { type: Sequelize.DECIMAL(10, 2), allowNull: false },
          Quantity: { type: Sequelize.INTEGER, allowNull: false },
        },
        { transaction },
      );
    });
  },

  async down(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.dropTable('InvoiceLine', { transaction });
    });
  },
};
