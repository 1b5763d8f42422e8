'use strict';

/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.sequelize.query(
        'ALTER TABLE `Tags` DROP CONSTRAINT `Tags_label_check`',
        { transaction },
      );
      await queryInterface.sequelize.query(
        'ALTER TABLE `Tags` RENAME COLUMN `label` TO `title`',
        { transaction },
      );
      await queryInterface.sequelize.query(
        'ALTER TABLE `Tags` RENAME INDEX `Tags_label_key` TO `Tags_title_key`',
        { transaction },
      );

      await queryInterface.sequelize.query(
        "ALTER TABLE `Tags` ADD CONSTRAINT `Tags_title_check` CHECK (`title` <> '')",
        { transaction },
      );
    });
  },

  async down(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.sequelize.query(
        'ALTER TABLE `Tags` DROP CONSTRAINT `Tags_title_check`',
        { transaction },
      );
      await queryInterface.sequelize.query(
        'ALTER TABLE `Tags` RENAME INDEX `Tags_title_key` TO `Tags_label_key`',
        { transaction },
      );
      await queryInterface.sequelize.query(
        'ALTER TABLE `Tags` RENAME COLUMN `title` TO `label`',
        { transaction },
      );

      await queryInterface.sequelize.query(
        "ALTER TABLE `Tags` ADD CONSTRAINT `Tags_label_check` CHECK (`label` <> '')",
        { transaction },
      );
    });
  },
};
