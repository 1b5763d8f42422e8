'use strict';

const { changeColumn } = require('./helpers/columns-1');
const { removeIndex } = require('./helpers/indexes-1');
const { removeColumn } = require('./helpers/remove-column-1');
const { refuseDuplicates, refuseNulls } = require('./helpers/rows-1');
const { changePrimaryKey } = require('./helpers/sqlite-columns-1');

/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up(queryInterface, Sequelize) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      const dialect = queryInterface.sequelize.getDialect();

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

      if (dialect === 'sqlite') {
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
      } else if (dialect === 'postgres') {
        await queryInterface.sequelize.query(
          `ALTER TABLE "OrderTags"
            DROP CONSTRAINT "OrderTags_pkey",
            ADD COLUMN "id" SERIAL,
            ADD CONSTRAINT "OrderTags_pkey" PRIMARY KEY ("id")`,
          { transaction },
        );
      } else {
        await queryInterface.sequelize.query(
          `ALTER TABLE \`OrderTags\`
            DROP PRIMARY KEY,
            ADD COLUMN \`id\` INTEGER NOT NULL AUTO_INCREMENT,
            ADD PRIMARY KEY (\`id\`)`,
          { transaction },
        );
      }
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
      const dialect = queryInterface.sequelize.getDialect();

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
      if (dialect === 'sqlite') {
        await changePrimaryKey(
          queryInterface,
          'OrderTags',
          ['OrderId', 'TagId'],
          { dropped: ['id'], transaction },
        );
      } else if (dialect === 'postgres') {
        await queryInterface.sequelize.query(
          `ALTER TABLE "OrderTags"
            DROP CONSTRAINT "OrderTags_pkey",
            DROP COLUMN "id",
            ADD CONSTRAINT "OrderTags_pkey" PRIMARY KEY ("OrderId", "TagId")`,
          { transaction },
        );
      } else {
        await queryInterface.sequelize.query(
          `ALTER TABLE \`OrderTags\`
            DROP PRIMARY KEY,
            DROP COLUMN \`id\`,
            ADD PRIMARY KEY (\`OrderId\`, \`TagId\`)`,
          { transaction },
        );
      }
      await removeIndex(
        queryInterface,
        'OrderTags',
        'OrderTags_OrderId_idx',
        'OrderId',
        transaction,
      );
      await removeColumn(queryInterface, 'OrderTags', 'rank', { transaction });
    });
  },
};
