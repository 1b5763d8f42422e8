'use strict';

const { removeUnique } = require('./helpers/mysql-constraints-1');
const { refuseDuplicates } = require('./helpers/rows-1');

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

      await queryInterface.addConstraint('Tags', {
        type: 'unique',
        name: 'Tags_label_key',
        fields: ['label'],
        transaction,
      });
    });
  },
};
