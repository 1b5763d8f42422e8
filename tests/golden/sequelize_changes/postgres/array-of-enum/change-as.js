'use strict';

/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.sequelize.query(
        'ALTER TYPE "enum_As_kinds" RENAME TO "enum_As_kinds__old"',
        { transaction },
      );
      await queryInterface.sequelize.query(
        "CREATE TYPE \"enum_As_kinds\" AS ENUM ('b', 'c')",
        { transaction },
      );
      await queryInterface.sequelize.query(
        'ALTER TABLE "As" ALTER COLUMN "kinds" TYPE "enum_As_kinds"[] USING array_replace("kinds"::text[], \'a\', \'c\')::"enum_As_kinds"[]',
        { transaction },
      );
      await queryInterface.sequelize.query('DROP TYPE "enum_As_kinds__old"', {
        transaction,
      });
    });
  },

  async down(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.sequelize.query(
        'ALTER TYPE "enum_As_kinds" RENAME TO "enum_As_kinds__old"',
        { transaction },
      );
      await queryInterface.sequelize.query(
        "CREATE TYPE \"enum_As_kinds\" AS ENUM ('a', 'b')",
        { transaction },
      );
      await queryInterface.sequelize.query(
        'ALTER TABLE "As" ALTER COLUMN "kinds" TYPE "enum_As_kinds"[] USING array_replace("kinds"::text[], \'c\', \'a\')::"enum_As_kinds"[]',
        { transaction },
      );
      await queryInterface.sequelize.query('DROP TYPE "enum_As_kinds__old"', {
        transaction,
      });
    });
  },
};
