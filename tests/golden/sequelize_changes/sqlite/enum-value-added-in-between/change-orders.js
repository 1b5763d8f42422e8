'use strict';

const { refuseOtherValues } = require('./helpers/rows-1');

/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up() {
    // Nothing changes in the database.
  },

  async down(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await refuseOtherValues(
        queryInterface,
        'Orders',
        'status',
        ['pending', 'paid'],
        transaction,
      );
    });
  },
};
