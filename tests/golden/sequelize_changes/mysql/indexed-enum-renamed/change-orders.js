'use strict';

/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.sequelize.query(
        'ALTER TABLE `Orders` RENAME COLUMN `status` TO `state`',
        { transaction },
      );
      await queryInterface.sequelize.query(
        'ALTER TABLE `Orders` RENAME INDEX `Orders_status_idx` TO `Orders_state_idx`',
        { transaction },
      );
    });
  },

  async down(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.sequelize.query(
        'ALTER TABLE `Orders` RENAME INDEX `Orders_state_idx` TO `Orders_status_idx`',
        { transaction },
      );
      await queryInterface.sequelize.query(
        'ALTER TABLE `Orders` RENAME COLUMN `state` TO `status`',
        { transaction },
      );
    });
  },
};
