'use strict';

/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up(queryInterface, Sequelize) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      const dialect = queryInterface.sequelize.getDialect();

      if (dialect !== 'sqlite') {
        await queryInterface.changeColumn(
          'Orders',
          'note',
          { type: Sequelize.STRING(200), comment: 'x' },
          { transaction },
        );
      }
    });
  },

  async down(queryInterface, Sequelize) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      const dialect = queryInterface.sequelize.getDialect();

      if (dialect === 'postgres') {
        await queryInterface.sequelize.query(
          'COMMENT ON COLUMN "Orders"."note" IS NULL',
          { transaction },
        );
      } else if (dialect === 'mysql') {
        await queryInterface.changeColumn(
          'Orders',
          'note',
          { type: Sequelize.STRING(200) },
          { transaction },
        );
      }
    });
  },
};
