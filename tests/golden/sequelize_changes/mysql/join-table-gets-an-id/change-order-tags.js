'use strict';

const { removeIndex } = require('./helpers/mysql-constraints-1');
const { refuseDuplicates, refuseNulls } = require('./helpers/rows-1');

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

      await queryInterface.sequelize.query(
        `ALTER TABLE \`OrderTags\`
          DROP PRIMARY KEY,
          ADD COLUMN \`id\` INTEGER NOT NULL AUTO_INCREMENT,
          ADD PRIMARY KEY (\`id\`)`,
        { transaction },
      );
      await queryInterface.changeColumn(
        'OrderTags',
        'OrderId',
        { type: Sequelize.INTEGER },
        { transaction },
      );
      await queryInterface.changeColumn(
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

      await queryInterface.changeColumn(
        'OrderTags',
        'TagId',
        { type: Sequelize.INTEGER, allowNull: false },
        { transaction },
      );
      await queryInterface.changeColumn(
        'OrderTags',
        'OrderId',
        { type: Sequelize.INTEGER, allowNull: false },
        { transaction },
      );
      await queryInterface.sequelize.query(
        `ALTER TABLE \`OrderTags\`
          DROP PRIMARY KEY,
          DROP COLUMN \`id\`,
          ADD PRIMARY KEY (\`OrderId\`, \`TagId\`)`,
        { transaction },
      );
      await removeIndex(
        queryInterface,
        'OrderTags',
        'OrderTags_OrderId_idx',
        'OrderId',
        transaction,
      );
      await queryInterface.removeColumn('OrderTags', 'rank', { transaction });
    });
  },
};
