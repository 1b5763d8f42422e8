'use strict';

/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.createSchema('shop', { transaction });
      await queryInterface.sequelize.query(
        'ALTER TABLE "As" SET SCHEMA "shop"',
        { transaction },
      );
      await queryInterface.sequelize.query(
        'ALTER TYPE "enum_As_kind" SET SCHEMA "shop"',
        { transaction },
      );
    });
  },

  async down(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.sequelize.query(
        'ALTER TABLE "shop"."As" SET SCHEMA "public"',
        { transaction },
      );
      await queryInterface.sequelize.query(
        'ALTER TYPE "shop"."enum_As_kind" SET SCHEMA "public"',
        { transaction },
      );
      await queryInterface.sequelize.query(
        'DO \'BEGIN DROP SCHEMA "shop"; EXCEPTION WHEN dependent_objects_still_exist THEN NULL; END\'',
        { transaction },
      );
    });
  },
};
