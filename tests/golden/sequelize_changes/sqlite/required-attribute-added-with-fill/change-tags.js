'use strict';

const { changeColumn } = require('./helpers/sqlite-columns-1');

/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up(queryInterface, Sequelize) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.addColumn(
        'Tags',
        'rank',
        { type: Sequelize.INTEGER },
        { transaction },
      );
      await queryInterface.bulkUpdate('Tags', { rank: 0 }, {}, { transaction });
      await changeColumn(
        queryInterface,
        'Tags',
        'rank',
        { type: Sequelize.INTEGER, allowNull: false },
        { transaction },
      );
    });
  },

  async down(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.sequelize.query(
        'ALTER TABLE "Tags" DROP COLUMN "rank"',
        { transaction },
      );
    });
  },
};
