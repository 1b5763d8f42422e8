'use strict';

const { refuseRows } = require('./helpers/rows-1');
const { changeColumn } = require('./helpers/sqlite-columns-1');
const {
  addForeignKey,
  removeForeignKey,
} = require('./helpers/sqlite-constraints-1');

/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up(queryInterface, Sequelize) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await refuseRows(
        queryInterface,
        'Orders',
        '"CustomerId" IS NULL AND NOT EXISTS (SELECT 1 FROM "Customers" WHERE "id" = \'1\')',
        transaction,
      );

      await removeForeignKey(
        queryInterface,
        'Orders',
        'Orders_CustomerId_fkey',
        'CustomerId',
        transaction,
      );
      await queryInterface.sequelize.query(
        'ALTER TABLE "Orders" RENAME COLUMN "CustomerId" TO "customerNo"',
        { transaction },
      );
      await queryInterface.removeIndex('Orders', 'Orders_CustomerId_idx', {
        transaction,
      });
      await queryInterface.addIndex('Orders', ['customerNo'], {
        name: 'Orders_customerNo_idx',
        transaction,
      });
      await queryInterface.bulkUpdate(
        'Orders',
        { customerNo: 1 },
        { customerNo: null },
        { transaction },
      );
      await changeColumn(
        queryInterface,
        'Orders',
        'customerNo',
        { type: Sequelize.INTEGER, allowNull: false },
        { transaction },
      );

      await addForeignKey(
        queryInterface,
        'Orders',
        {
          name: 'Orders_customerNo_fkey',
          fields: ['customerNo'],
          references: { table: 'Customers', field: 'id' },
          onUpdate: 'CASCADE',
          onDelete: 'RESTRICT',
        },
        transaction,
      );
    });
  },

  async down(queryInterface, Sequelize) {
    // This does not bring back the NULLs of column Orders.customerNo.
    await queryInterface.sequelize.transaction(async (transaction) => {
      await removeForeignKey(
        queryInterface,
        'Orders',
        'Orders_customerNo_fkey',
        'customerNo',
        transaction,
      );
      await changeColumn(
        queryInterface,
        'Orders',
        'customerNo',
        { type: Sequelize.INTEGER },
        { transaction },
      );
      await queryInterface.removeIndex('Orders', 'Orders_customerNo_idx', {
        transaction,
      });
      await queryInterface.addIndex('Orders', ['customerNo'], {
        name: 'Orders_CustomerId_idx',
        transaction,
      });
      await queryInterface.sequelize.query(
        'ALTER TABLE "Orders" RENAME COLUMN "customerNo" TO "CustomerId"',
        { transaction },
      );

      await addForeignKey(
        queryInterface,
        'Orders',
        {
          name: 'Orders_CustomerId_fkey',
          fields: ['CustomerId'],
          references: { table: 'Customers', field: 'id' },
          onUpdate: 'CASCADE',
          onDelete: 'SET NULL',
        },
        transaction,
      );
    });
  },
};
