'use strict';

const { changeColumn } = require('./helpers/columns-1');
const { addForeignKey, removeForeignKey } = require('./helpers/constraints-1');
const { refuseNumbersOutside } = require('./helpers/rows-1');

/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up(queryInterface, Sequelize) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      const dialect = queryInterface.sequelize.getDialect();

      await removeForeignKey(
        queryInterface,
        'Lines',
        'Lines_OrderId_fkey',
        'OrderId',
        transaction,
      );
      await removeForeignKey(
        queryInterface,
        'OrderTags',
        'OrderTags_OrderId_fkey',
        'OrderId',
        transaction,
      );
      if (dialect === 'postgres') {
        await queryInterface.sequelize.query(
          'ALTER TABLE "Orders" ALTER COLUMN "id" TYPE BIGINT',
          { transaction },
        );
        await queryInterface.sequelize.query(
          'ALTER SEQUENCE "Orders_id_seq" AS bigint',
          { transaction },
        );
      } else if (dialect === 'mysql') {
        await queryInterface.changeColumn(
          'Orders',
          'id',
          { type: Sequelize.BIGINT, allowNull: false, autoIncrement: true },
          { transaction },
        );
      }
      if (dialect === 'postgres') {
        await queryInterface.sequelize.query(
          'ALTER TABLE "Lines" ALTER COLUMN "OrderId" TYPE BIGINT',
          { transaction },
        );
      } else {
        await changeColumn(
          queryInterface,
          'Lines',
          'OrderId',
          { type: Sequelize.BIGINT, allowNull: false },
          { transaction },
        );
      }
      if (dialect === 'postgres') {
        await queryInterface.sequelize.query(
          'ALTER TABLE "Lines" ALTER COLUMN "number" TYPE INTEGER',
          { transaction },
        );
      } else {
        await changeColumn(
          queryInterface,
          'Lines',
          'number',
          { type: Sequelize.INTEGER, allowNull: false },
          { transaction },
        );
      }
      if (dialect === 'postgres') {
        await queryInterface.sequelize.query(
          'ALTER TABLE "OrderTags" ALTER COLUMN "OrderId" TYPE BIGINT',
          { transaction },
        );
      } else {
        await changeColumn(
          queryInterface,
          'OrderTags',
          'OrderId',
          { type: Sequelize.BIGINT, allowNull: false },
          { transaction },
        );
      }

      await addForeignKey(
        queryInterface,
        'Lines',
        {
          name: 'Lines_OrderId_fkey',
          fields: ['OrderId'],
          references: { table: 'Orders', field: 'id' },
          onUpdate: 'CASCADE',
          onDelete: 'CASCADE',
        },
        transaction,
      );

      await addForeignKey(
        queryInterface,
        'OrderTags',
        {
          name: 'OrderTags_OrderId_fkey',
          fields: ['OrderId'],
          references: { table: 'Orders', field: 'id' },
          onUpdate: 'CASCADE',
          onDelete: 'CASCADE',
        },
        transaction,
      );
    });
  },

  async down(queryInterface, Sequelize) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      const dialect = queryInterface.sequelize.getDialect();

      await refuseNumbersOutside(
        queryInterface,
        'OrderTags',
        'OrderId',
        [-2147483648, 2147483647],
        transaction,
      );
      await refuseNumbersOutside(
        queryInterface,
        'Lines',
        'number',
        [-32768, 32767],
        transaction,
      );
      await refuseNumbersOutside(
        queryInterface,
        'Lines',
        'OrderId',
        [-2147483648, 2147483647],
        transaction,
      );
      await refuseNumbersOutside(
        queryInterface,
        'Orders',
        'id',
        [-2147483648, 2147483647],
        transaction,
      );

      await removeForeignKey(
        queryInterface,
        'OrderTags',
        'OrderTags_OrderId_fkey',
        'OrderId',
        transaction,
      );
      await removeForeignKey(
        queryInterface,
        'Lines',
        'Lines_OrderId_fkey',
        'OrderId',
        transaction,
      );
      if (dialect === 'postgres') {
        await queryInterface.sequelize.query(
          'ALTER TABLE "OrderTags" ALTER COLUMN "OrderId" TYPE INTEGER',
          { transaction },
        );
      } else {
        await changeColumn(
          queryInterface,
          'OrderTags',
          'OrderId',
          { type: Sequelize.INTEGER, allowNull: false },
          { transaction },
        );
      }
      if (dialect === 'postgres') {
        await queryInterface.sequelize.query(
          'ALTER TABLE "Lines" ALTER COLUMN "number" TYPE SMALLINT',
          { transaction },
        );
      } else {
        await changeColumn(
          queryInterface,
          'Lines',
          'number',
          { type: Sequelize.SMALLINT, allowNull: false },
          { transaction },
        );
      }
      if (dialect === 'postgres') {
        await queryInterface.sequelize.query(
          'ALTER TABLE "Lines" ALTER COLUMN "OrderId" TYPE INTEGER',
          { transaction },
        );
      } else {
        await changeColumn(
          queryInterface,
          'Lines',
          'OrderId',
          { type: Sequelize.INTEGER, allowNull: false },
          { transaction },
        );
      }
      if (dialect === 'postgres') {
        await queryInterface.sequelize.query(
          'ALTER TABLE "Orders" ALTER COLUMN "id" TYPE INTEGER',
          { transaction },
        );
        await queryInterface.sequelize.query(
          'ALTER SEQUENCE "Orders_id_seq" AS integer',
          { transaction },
        );
      } else if (dialect === 'mysql') {
        await queryInterface.changeColumn(
          'Orders',
          'id',
          { type: Sequelize.INTEGER, allowNull: false, autoIncrement: true },
          { transaction },
        );
      }

      await addForeignKey(
        queryInterface,
        'OrderTags',
        {
          name: 'OrderTags_OrderId_fkey',
          fields: ['OrderId'],
          references: { table: 'Orders', field: 'id' },
          onUpdate: 'CASCADE',
          onDelete: 'CASCADE',
        },
        transaction,
      );

      await addForeignKey(
        queryInterface,
        'Lines',
        {
          name: 'Lines_OrderId_fkey',
          fields: ['OrderId'],
          references: { table: 'Orders', field: 'id' },
          onUpdate: 'CASCADE',
          onDelete: 'CASCADE',
        },
        transaction,
      );
    });
  },
};
