'use strict';

/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up(queryInterface, Sequelize) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.addColumn(
        'Orders',
        'CustomerId',
        {
          type: Sequelize.INTEGER,
          allowNull: true,
          references: { model: 'Customers', key: 'id' },
          onUpdate: 'CASCADE',
          onDelete: 'SET NULL',
        },
        { transaction },
      );
      await queryInterface.addIndex('Orders', ['CustomerId'], {
        name: 'Orders_CustomerId_idx',
        transaction,
      });
    });
  },

  async down(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.removeIndex('Orders', 'Orders_CustomerId_idx', {
        transaction,
      });
      await queryInterface.sequelize.query(
        'ALTER TABLE "Orders" DROP COLUMN "CustomerId"',
        { transaction },
      );
    });
  },
};
