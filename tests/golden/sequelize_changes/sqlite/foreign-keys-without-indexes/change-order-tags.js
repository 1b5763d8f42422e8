'use strict';

/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.removeIndex('OrderTags', 'OrderTags_TagId_idx', {
        transaction,
      });
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
