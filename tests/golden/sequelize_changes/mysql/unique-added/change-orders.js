'use strict';

const { removeUnique } = require('./helpers/mysql-constraints-1');
const { refuseDuplicates } = require('./helpers/rows-1');

/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await refuseDuplicates(queryInterface, 'Orders', ['note'], transaction);

      await queryInterface.addConstraint('Orders', {
        type: 'unique',
        name: 'Orders_note_key',
        fields: ['note'],
        transaction,
      });
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
