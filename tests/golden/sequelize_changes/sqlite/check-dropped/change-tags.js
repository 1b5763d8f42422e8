'use strict';

const { refuseRows } = require('./helpers/rows-1');
const { addCheck, removeCheck } = require('./helpers/sqlite-constraints-1');

/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await removeCheck(
        queryInterface,
        'Tags',
        'Tags_label_check',
        transaction,
      );
    });
  },

  async down(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await refuseRows(
        queryInterface,
        'Tags',
        'NOT ("label" <> \'\')',
        transaction,
      );

      await addCheck(
        queryInterface,
        'Tags',
        'Tags_label_check',
        '"label" <> \'\'',
        transaction,
      );
    });
  },
};
