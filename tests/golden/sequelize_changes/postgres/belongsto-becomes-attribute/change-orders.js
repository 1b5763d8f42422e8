'use strict';

const { refuseOrphans } = require('./helpers/rows-1');

/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.removeConstraint(
        'Orders',
        'Orders_CustomerId_fkey',
        { transaction },
      );
      await queryInterface.removeIndex('Orders', 'Orders_CustomerId_idx', {
        transaction,
      });
      await queryInterface.sequelize.query(
        'ALTER TABLE "Orders" RENAME COLUMN "CustomerId" TO "customerNo"',
        { transaction },
      );
    });
  },

  async down(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await refuseOrphans(
        queryInterface,
        'Orders',
        'customerNo',
        { table: 'Customers', field: 'id' },
        transaction,
      );

      await queryInterface.sequelize.query(
        'ALTER TABLE "Orders" RENAME COLUMN "customerNo" TO "CustomerId"',
        { transaction },
      );

      await queryInterface.addIndex('Orders', ['CustomerId'], {
        name: 'Orders_CustomerId_idx',
        transaction,
      });

      await queryInterface.addConstraint('Orders', {
        type: 'foreign key',
        name: 'Orders_CustomerId_fkey',
        fields: ['CustomerId'],
        references: { table: 'Customers', field: 'id' },
        onUpdate: 'CASCADE',
        onDelete: 'SET NULL',
        transaction,
      });
    });
  },
};
