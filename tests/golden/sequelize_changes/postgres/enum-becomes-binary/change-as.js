'use strict';

/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.sequelize.query(
        'ALTER TABLE "As" ALTER COLUMN "kind" TYPE BYTEA USING convert_to("kind"::text, \'UTF8\')',
        { transaction },
      );
      await queryInterface.sequelize.query('DROP TYPE "enum_As_kind"', {
        transaction,
      });
      await queryInterface.sequelize.query(
        'ALTER TABLE "As" ALTER COLUMN "text" TYPE BYTEA USING convert_to("text"::text, \'UTF8\')',
        { transaction },
      );
    });
  },

  async down(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.sequelize.query(
        'ALTER TABLE "As" ALTER COLUMN "text" TYPE VARCHAR(10) USING convert_from("text", \'UTF8\')',
        { transaction },
      );
      await queryInterface.sequelize.query(
        "CREATE TYPE \"enum_As_kind\" AS ENUM ('a', 'b')",
        { transaction },
      );
      await queryInterface.sequelize.query(
        'ALTER TABLE "As" ALTER COLUMN "kind" TYPE "enum_As_kind" USING convert_from("kind", \'UTF8\')::"enum_As_kind"',
        { transaction },
      );
    });
  },
};
