'use strict';

/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up(queryInterface, Sequelize) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.removeIndex('As', 'As_kind_idx', { transaction });
      await queryInterface.sequelize.query(
        'ALTER TYPE "enum_As_kind" RENAME TO "enum_As_kind__old"',
        { transaction },
      );
      await queryInterface.sequelize.query(
        "CREATE TYPE \"enum_As_kind\" AS ENUM ('b', 'a')",
        { transaction },
      );
      await queryInterface.sequelize.query(
        'ALTER TABLE "As" ALTER COLUMN "kind" TYPE "enum_As_kind" USING "kind"::text::"enum_As_kind"',
        { transaction },
      );
      await queryInterface.sequelize.query('DROP TYPE "enum_As_kind__old"', {
        transaction,
      });

      await queryInterface.addIndex('As', ['kind'], {
        name: 'As_kind_idx',
        where: Sequelize.literal('"kind" = \'a\''),
        transaction,
      });
    });
  },

  async down(queryInterface, Sequelize) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.removeIndex('As', 'As_kind_idx', { transaction });
      await queryInterface.sequelize.query(
        'ALTER TYPE "enum_As_kind" RENAME TO "enum_As_kind__old"',
        { transaction },
      );
      await queryInterface.sequelize.query(
        "CREATE TYPE \"enum_As_kind\" AS ENUM ('a', 'b')",
        { transaction },
      );
      await queryInterface.sequelize.query(
        'ALTER TABLE "As" ALTER COLUMN "kind" TYPE "enum_As_kind" USING "kind"::text::"enum_As_kind"',
        { transaction },
      );
      await queryInterface.sequelize.query('DROP TYPE "enum_As_kind__old"', {
        transaction,
      });

      await queryInterface.addIndex('As', ['kind'], {
        name: 'As_kind_idx',
        where: Sequelize.literal('"kind" = \'a\''),
        transaction,
      });
    });
  },
};
