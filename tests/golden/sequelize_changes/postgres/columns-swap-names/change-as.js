'use strict';

/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.sequelize.query(
        'ALTER TABLE "As" RENAME COLUMN "code" TO "scaffold_tmp_1"',
        { transaction },
      );
      await queryInterface.sequelize.query(
        'ALTER TABLE "As" RENAME COLUMN "name" TO "code"',
        { transaction },
      );
      await queryInterface.sequelize.query(
        'ALTER TABLE "As" RENAME COLUMN "scaffold_tmp_1" TO "name"',
        { transaction },
      );
    });
  },

  async down(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.sequelize.query(
        'ALTER TABLE "As" RENAME COLUMN "name" TO "scaffold_tmp_1"',
        { transaction },
      );
      await queryInterface.sequelize.query(
        'ALTER TABLE "As" RENAME COLUMN "code" TO "name"',
        { transaction },
      );
      await queryInterface.sequelize.query(
        'ALTER TABLE "As" RENAME COLUMN "scaffold_tmp_1" TO "code"',
        { transaction },
      );
    });
  },
};
