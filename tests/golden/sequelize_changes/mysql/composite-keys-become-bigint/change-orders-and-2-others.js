'use strict';

const { removeForeignKey } = require('./helpers/mysql-constraints-1');
const { refuseNumbersOutside } = require('./helpers/rows-1');

/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up(queryInterface, Sequelize) {
    await queryInterface.sequelize.transaction(async (transaction) => {
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
      await queryInterface.changeColumn(
        'Orders',
        'id',
        { type: Sequelize.BIGINT, allowNull: false, autoIncrement: true },
        { transaction },
      );
      await queryInterface.changeColumn(
        'Lines',
        'OrderId',
        { type: Sequelize.BIGINT, allowNull: false },
        { transaction },
      );
      await queryInterface.changeColumn(
        'Lines',
        'number',
        { type: Sequelize.INTEGER, allowNull: false },
        { transaction },
      );
      await queryInterface.changeColumn(
        'OrderTags',
        'OrderId',
        { type: Sequelize.BIGINT, allowNull: false },
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

  async down(queryInterface, Sequelize) {
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
      await queryInterface.changeColumn(
        'OrderTags',
        'OrderId',
        { type: Sequelize.INTEGER, allowNull: false },
        { transaction },
      );
      await queryInterface.changeColumn(
        'Lines',
        'number',
        { type: Sequelize.SMALLINT, allowNull: false },
        { transaction },
      );
      await queryInterface.changeColumn(
        'Lines',
        'OrderId',
        { type: Sequelize.INTEGER, allowNull: false },
        { transaction },
      );
      await queryInterface.changeColumn(
        'Orders',
        'id',
        { type: Sequelize.INTEGER, allowNull: false, autoIncrement: true },
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
