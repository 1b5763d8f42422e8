'use strict';

/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      const dialect = queryInterface.sequelize.getDialect();

      if (dialect === 'postgres') {
        await queryInterface.sequelize.query(
          'COMMENT ON TABLE "Tags" IS \'Labels\'',
          { transaction },
        );
      } else if (dialect === 'mysql') {
        await queryInterface.sequelize.query(
          "ALTER TABLE `Tags` COMMENT = 'Labels'",
          { transaction },
        );
      }
    });
  },

  async down(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      const dialect = queryInterface.sequelize.getDialect();

      if (dialect === 'postgres') {
        await queryInterface.sequelize.query(
          'COMMENT ON TABLE "Tags" IS NULL',
          { transaction },
        );
      } else if (dialect === 'mysql') {
        await queryInterface.sequelize.query(
          "ALTER TABLE `Tags` COMMENT = ''",
          { transaction },
        );
      }
    });
  },
};
