'use strict';

/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.renameTable('Bs', 'scaffold_tmp_1', { transaction });
      await queryInterface.sequelize.query(
        'ALTER TABLE "scaffold_tmp_1" RENAME CONSTRAINT "Bs_pkey" TO "scaffold_tmp_1_pkey"',
        { transaction },
      );
      await queryInterface.sequelize.query(
        'ALTER SEQUENCE "Bs_id_seq" RENAME TO "scaffold_tmp_1_id_seq"',
        { transaction },
      );
      await queryInterface.sequelize.query(
        'ALTER TYPE "enum_Bs_kind" RENAME TO "enum_scaffold_tmp_1_kind"',
        { transaction },
      );
      await queryInterface.renameTable('As', 'Bs', { transaction });
      await queryInterface.sequelize.query(
        'ALTER TABLE "Bs" RENAME CONSTRAINT "As_pkey" TO "Bs_pkey"',
        { transaction },
      );
      await queryInterface.sequelize.query(
        'ALTER SEQUENCE "As_id_seq" RENAME TO "Bs_id_seq"',
        { transaction },
      );
      await queryInterface.sequelize.query(
        'ALTER TYPE "enum_As_kind" RENAME TO "enum_Bs_kind"',
        { transaction },
      );
      await queryInterface.renameTable('scaffold_tmp_1', 'As', { transaction });
      await queryInterface.sequelize.query(
        'ALTER TABLE "As" RENAME CONSTRAINT "scaffold_tmp_1_pkey" TO "As_pkey"',
        { transaction },
      );
      await queryInterface.sequelize.query(
        'ALTER SEQUENCE "scaffold_tmp_1_id_seq" RENAME TO "As_id_seq"',
        { transaction },
      );
      await queryInterface.sequelize.query(
        'ALTER TYPE "enum_scaffold_tmp_1_kind" RENAME TO "enum_As_kind"',
        { transaction },
      );
    });
  },

  async down(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.renameTable('As', 'scaffold_tmp_1', { transaction });
      await queryInterface.sequelize.query(
        'ALTER TABLE "scaffold_tmp_1" RENAME CONSTRAINT "As_pkey" TO "scaffold_tmp_1_pkey"',
        { transaction },
      );
      await queryInterface.sequelize.query(
        'ALTER SEQUENCE "As_id_seq" RENAME TO "scaffold_tmp_1_id_seq"',
        { transaction },
      );
      await queryInterface.sequelize.query(
        'ALTER TYPE "enum_As_kind" RENAME TO "enum_scaffold_tmp_1_kind"',
        { transaction },
      );
      await queryInterface.renameTable('Bs', 'As', { transaction });
      await queryInterface.sequelize.query(
        'ALTER TABLE "As" RENAME CONSTRAINT "Bs_pkey" TO "As_pkey"',
        { transaction },
      );
      await queryInterface.sequelize.query(
        'ALTER SEQUENCE "Bs_id_seq" RENAME TO "As_id_seq"',
        { transaction },
      );
      await queryInterface.sequelize.query(
        'ALTER TYPE "enum_Bs_kind" RENAME TO "enum_As_kind"',
        { transaction },
      );
      await queryInterface.renameTable('scaffold_tmp_1', 'Bs', { transaction });
      await queryInterface.sequelize.query(
        'ALTER TABLE "Bs" RENAME CONSTRAINT "scaffold_tmp_1_pkey" TO "Bs_pkey"',
        { transaction },
      );
      await queryInterface.sequelize.query(
        'ALTER SEQUENCE "scaffold_tmp_1_id_seq" RENAME TO "Bs_id_seq"',
        { transaction },
      );
      await queryInterface.sequelize.query(
        'ALTER TYPE "enum_scaffold_tmp_1_kind" RENAME TO "enum_Bs_kind"',
        { transaction },
      );
    });
  },
};
