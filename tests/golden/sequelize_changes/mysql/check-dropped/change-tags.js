'use strict';

const { refuseRows } = require('./helpers/rows-1');

/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.sequelize.query(
        'ALTER TABLE `Tags` DROP CONSTRAINT `Tags_label_check`',
        { transaction },
      );
    });
  },

  async down(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await refuseRows(
        queryInterface,
        'Tags',
        "NOT (`label` <> '')",
        transaction,
      );

      await queryInterface.sequelize.query(
        "ALTER TABLE `Tags` ADD CONSTRAINT `Tags_label_check` CHECK (`label` <> '')",
        { transaction },
      );
    });
  },
};
