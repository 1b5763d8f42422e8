'use strict';

const { refuseNumbersOutside } = require('./helpers/rows-1');

/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up() {
    // Nothing changes in the database.
  },

  async down(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await refuseNumbersOutside(
        queryInterface,
        'Books',
        'id',
        [-2147483648, 2147483647],
        transaction,
      );
    });
  },
};
