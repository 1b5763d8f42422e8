'use strict';

const { changeColumn } = require('./helpers/columns-1');
const { removeColumn } = require('./helpers/remove-column-1');

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
      await removeColumn(queryInterface, 'Tags', 'rank', { transaction });
    });
  },
};
