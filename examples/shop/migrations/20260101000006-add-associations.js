'use strict';

const { removeColumn } = require('./helpers/remove-column-1');

/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up(queryInterface, Sequelize) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.addColumn(
        'Orders',
        'CustomerId',
        {
          type: Sequelize.UUID,
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

      await queryInterface.addColumn(
        'Orders',
        'PaymentId',
        {
          type: Sequelize.UUID,
          allowNull: true,
          references: { model: 'Payments', key: 'id' },
          onUpdate: 'CASCADE',
          onDelete: 'SET NULL',
        },
        { transaction },
      );
      await queryInterface.addIndex('Orders', ['PaymentId'], {
        name: 'Orders_PaymentId_key',
        unique: true,
        transaction,
      });

      await queryInterface.addColumn(
        'Products',
        'OrderId',
        {
          type: Sequelize.UUID,
          allowNull: true,
          references: { model: 'Orders', key: 'id' },
          onUpdate: 'CASCADE',
          onDelete: 'SET NULL',
        },
        { transaction },
      );
      await queryInterface.addIndex('Products', ['OrderId'], {
        name: 'Products_OrderId_idx',
        transaction,
      });
    });
  },

  async down(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await removeColumn(queryInterface, 'Products', 'OrderId', {
        index: 'Products_OrderId_idx',
        transaction,
      });
      await removeColumn(queryInterface, 'Orders', 'PaymentId', {
        index: 'Orders_PaymentId_key',
        transaction,
      });
      await removeColumn(queryInterface, 'Orders', 'CustomerId', {
        index: 'Orders_CustomerId_idx',
        transaction,
      });
    });
  },
};
