'use strict';

const { refuseDuplicates, refuseNulls } = require('./helpers/rows-1');
const {
  changeColumn,
  changePrimaryKey,
} = require('./helpers/sqlite-columns-1');

/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up(queryInterface, Sequelize) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.addColumn(
        'OrderTags',
        'rank',
        { type: Sequelize.INTEGER },
        { transaction },
      );

      await queryInterface.addIndex('OrderTags', ['OrderId'], {
        name: 'OrderTags_OrderId_idx',
        transaction,
      });

      await changePrimaryKey(queryInterface, 'OrderTags', ['id'], {
        added: {
          id: {
            type: Sequelize.INTEGER,
            allowNull: false,
            autoIncrement: true,
          },
        },
        transaction,
      });
      await changeColumn(
        queryInterface,
        'OrderTags',
        'OrderId',
        { type: Sequelize.INTEGER },
        { transaction },
      );
      await changeColumn(
        queryInterface,
        'OrderTags',
        'TagId',
        { type: Sequelize.INTEGER },
        { transaction },
      );
    });
  },

  async down(queryInterface, Sequelize) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await refuseNulls(queryInterface, 'OrderTags', 'TagId', transaction);
      await refuseNulls(queryInterface, 'OrderTags', 'OrderId', transaction);
      await refuseDuplicates(
        queryInterface,
        'OrderTags',
        ['OrderId', 'TagId'],
        transaction,
      );

      await changeColumn(
        queryInterface,
        'OrderTags',
        'TagId',
        { type: Sequelize.INTEGER, allowNull: false },
        { transaction },
      );
      await changeColumn(
        queryInterface,
        'OrderTags',
        'OrderId',
        { type: Sequelize.INTEGER, allowNull: false },
        { transaction },
      );
      await changePrimaryKey(
        queryInterface,
        'OrderTags',
        ['OrderId', 'TagId'],
        { dropped: ['id'], transaction },
      );
      await queryInterface.removeIndex('OrderTags', 'OrderTags_OrderId_idx', {
        transaction,
      });
      await queryInterface.sequelize.query(
        'ALTER TABLE "OrderTags" DROP COLUMN "rank"',
        { transaction },
      );
    });
  },
};
