'use strict';

const { changeColumn } = require('./helpers/sqlite-columns-1');

/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.sequelize.query(
        'ALTER TABLE "Tags" DROP COLUMN "createdAt"',
        { transaction },
      );
      await queryInterface.sequelize.query(
        'ALTER TABLE "Tags" DROP COLUMN "updatedAt"',
        { transaction },
      );
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
      await changeColumn(
        queryInterface,
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
      await changeColumn(
        queryInterface,
        'Tags',
        'createdAt',
        { type: Sequelize.DATE, allowNull: false },
        { transaction },
      );
    });
  },
};
