'use strict';

const { refuseNumbersOutside } = require('./helpers/rows-1');

/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.removeConstraint('Lines', 'Lines_OrderId_fkey', {
        transaction,
      });
      await queryInterface.removeConstraint(
        'OrderTags',
        'OrderTags_OrderId_fkey',
        { transaction },
      );
      await queryInterface.sequelize.query(
        'ALTER TABLE "Orders" ALTER COLUMN "id" TYPE BIGINT',
        { transaction },
      );
      await queryInterface.sequelize.query(
        'ALTER SEQUENCE "Orders_id_seq" AS bigint',
        { transaction },
      );
      await queryInterface.sequelize.query(
        'ALTER TABLE "Lines" ALTER COLUMN "OrderId" TYPE BIGINT',
        { transaction },
      );
      await queryInterface.sequelize.query(
        'ALTER TABLE "Lines" ALTER COLUMN "number" TYPE INTEGER',
        { transaction },
      );
      await queryInterface.sequelize.query(
        'ALTER TABLE "OrderTags" ALTER COLUMN "OrderId" TYPE BIGINT',
        { transaction },
      );

      await queryInterface.addConstraint('Lines', {
        type: 'foreign key',
        name: 'Lines_OrderId_fkey',
        fields: ['OrderId'],
        references: { table: 'Orders', field: 'id' },
        onUpdate: 'CASCADE',
        onDelete: 'CASCADE',
        transaction,
      });

      await queryInterface.addConstraint('OrderTags', {
        type: 'foreign key',
        name: 'OrderTags_OrderId_fkey',
        fields: ['OrderId'],
        references: { table: 'Orders', field: 'id' },
        onUpdate: 'CASCADE',
        onDelete: 'CASCADE',
        transaction,
      });
    });
  },

  async down(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
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

      await queryInterface.removeConstraint(
        'OrderTags',
        'OrderTags_OrderId_fkey',
        { transaction },
      );
      await queryInterface.removeConstraint('Lines', 'Lines_OrderId_fkey', {
        transaction,
      });
      await queryInterface.sequelize.query(
        'ALTER TABLE "OrderTags" ALTER COLUMN "OrderId" TYPE INTEGER',
        { transaction },
      );
      await queryInterface.sequelize.query(
        'ALTER TABLE "Lines" ALTER COLUMN "number" TYPE SMALLINT',
        { transaction },
      );
      await queryInterface.sequelize.query(
        'ALTER TABLE "Lines" ALTER COLUMN "OrderId" TYPE INTEGER',
        { transaction },
      );
      await queryInterface.sequelize.query(
        'ALTER TABLE "Orders" ALTER COLUMN "id" TYPE INTEGER',
        { transaction },
      );
      await queryInterface.sequelize.query(
        'ALTER SEQUENCE "Orders_id_seq" AS integer',
        { transaction },
      );

      await queryInterface.addConstraint('OrderTags', {
        type: 'foreign key',
        name: 'OrderTags_OrderId_fkey',
        fields: ['OrderId'],
        references: { table: 'Orders', field: 'id' },
        onUpdate: 'CASCADE',
        onDelete: 'CASCADE',
        transaction,
      });

      await queryInterface.addConstraint('Lines', {
        type: 'foreign key',
        name: 'Lines_OrderId_fkey',
        fields: ['OrderId'],
        references: { table: 'Orders', field: 'id' },
        onUpdate: 'CASCADE',
        onDelete: 'CASCADE',
        transaction,
      });
    });
  },
};
