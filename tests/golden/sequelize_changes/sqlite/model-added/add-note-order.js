'use strict';

/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up(queryInterface, Sequelize) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.addColumn(
        'Notes',
        'OrderId',
        {
          type: Sequelize.INTEGER,
          allowNull: true,
          references: { model: 'Orders', key: 'id' },
          onUpdate: 'CASCADE',
          onDelete: 'SET NULL',
        },
        { transaction },
      );
      await queryInterface.addIndex('Notes', ['OrderId'], {
        name: 'Notes_OrderId_idx',
        transaction,
      });
    });
  },

  async down(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.removeIndex('Notes', 'Notes_OrderId_idx', {
        transaction,
      });
      await queryInterface.sequelize.query(
        'ALTER TABLE "Notes" DROP COLUMN "OrderId"',
        { transaction },
      );
    });
  },
};
