'use strict';

const { refuseDuplicates } = require('./helpers/rows-1');
const { addUnique, removeUnique } = require('./helpers/sqlite-constraints-1');

/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await removeUnique(
        queryInterface,
        'Tags',
        'Tags_label_key',
        'label',
        transaction,
      );
    });
  },

  async down(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await refuseDuplicates(queryInterface, 'Tags', ['label'], transaction);

      await addUnique(
        queryInterface,
        'Tags',
        'Tags_label_key',
        'label',
        transaction,
      );
    });
  },
};
