'use strict';

/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.renameTable('Tags', 'Labels', { transaction });
      await queryInterface.sequelize.query(
        'ALTER TABLE `Labels` RENAME INDEX `Tags_label_key` TO `Labels_label_key`',
        { transaction },
      );
    });
  },

  async down(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.sequelize.query(
        'ALTER TABLE `Labels` RENAME INDEX `Labels_label_key` TO `Tags_label_key`',
        { transaction },
      );
      await queryInterface.renameTable('Labels', 'Tags', { transaction });
    });
  },
};
