'use strict';

/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.bulkUpdate(
        'Orders',
        { status: 'pending' },
        { status: 'paid' },
        { transaction },
      );
    });
  },

  async down() {
    // Nothing changes in the database.
  },
};
