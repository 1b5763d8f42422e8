'use strict';

const { removeColumn } = require('./helpers/remove-column-1');

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
      await removeColumn(queryInterface, 'Notes', 'OrderId', {
        index: 'Notes_OrderId_idx',
        transaction,
      });
    });
  },
};
