'use strict';

/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.removeColumn('Tags', 'createdAt', { transaction });
      await queryInterface.removeColumn('Tags', 'updatedAt', { transaction });
    });
  },

  async down(queryInterface, Sequelize) {
    // This does not bring back the values of column Tags.createdAt.
    // This does not bring back the values of column Tags.updatedAt.
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.addColumn(
        'Tags',
        'updatedAt',
        { type: Sequelize.DATE },
        { transaction },
      );
      await queryInterface.bulkUpdate(
        'Tags',
        { updatedAt: new Date() },
        {},
        { transaction },
      );
      await queryInterface.changeColumn(
        'Tags',
        'updatedAt',
        { type: Sequelize.DATE, allowNull: false },
        { transaction },
      );
      await queryInterface.addColumn(
        'Tags',
        'createdAt',
        { type: Sequelize.DATE },
        { transaction },
      );
      await queryInterface.bulkUpdate(
        'Tags',
        { createdAt: new Date() },
        {},
        { transaction },
      );
      await queryInterface.changeColumn(
        'Tags',
        'createdAt',
        { type: Sequelize.DATE, allowNull: false },
        { transaction },
      );
    });
  },
};
