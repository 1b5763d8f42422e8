'use strict';

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
      await queryInterface.changeColumn(
        'Tags',
        'rank',
        { type: Sequelize.INTEGER, allowNull: false },
        { transaction },
      );
    });
  },

  async down(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.removeColumn('Tags', 'rank', { transaction });
    });
  },
};
