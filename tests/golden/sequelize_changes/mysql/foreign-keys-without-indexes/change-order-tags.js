'use strict';

const { removeIndex } = require('./helpers/mysql-constraints-1');

/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await removeIndex(
        queryInterface,
        'OrderTags',
        'OrderTags_TagId_idx',
        'TagId',
        transaction,
      );
    });
  },

  async down(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.addIndex('OrderTags', ['TagId'], {
        name: 'OrderTags_TagId_idx',
        transaction,
      });
    });
  },
};
