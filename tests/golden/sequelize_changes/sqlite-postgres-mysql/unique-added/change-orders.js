'use strict';

const { addUnique, removeUnique } = require('./helpers/constraints-1');
const { refuseDuplicates } = require('./helpers/rows-1');

/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await refuseDuplicates(queryInterface, 'Orders', ['note'], transaction);

      await addUnique(
        queryInterface,
        'Orders',
        'Orders_note_key',
        'note',
        transaction,
      );
    });
  },

  async down(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await removeUnique(
        queryInterface,
        'Orders',
        'Orders_note_key',
        'note',
        transaction,
      );
    });
  },
};
