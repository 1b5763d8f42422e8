'use strict';

/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.sequelize.query(
        "ALTER TYPE \"enum_Orders_status\" RENAME VALUE 'paid' TO 'sold'",
        { transaction },
      );
    });
  },

  async down(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.sequelize.query(
        "ALTER TYPE \"enum_Orders_status\" RENAME VALUE 'sold' TO 'paid'",
        { transaction },
      );
    });
  },
};
