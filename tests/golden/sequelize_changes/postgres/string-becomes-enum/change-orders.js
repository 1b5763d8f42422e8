'use strict';

const { refuseOtherValues } = require('./helpers/rows-1');

/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await refuseOtherValues(
        queryInterface,
        'Orders',
        'note',
        ['abc', 'other'],
        transaction,
      );

      await queryInterface.sequelize.query(
        "CREATE TYPE \"enum_Orders_note\" AS ENUM ('abc', 'other')",
        { transaction },
      );
      await queryInterface.sequelize.query(
        `ALTER TABLE "Orders"
          ALTER COLUMN "note" TYPE "enum_Orders_note" USING "note"::"enum_Orders_note",
          ALTER COLUMN "note" SET DEFAULT 'other'`,
        { transaction },
      );
    });
  },

  async down(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.sequelize.query(
        `ALTER TABLE "Orders"
          ALTER COLUMN "note" DROP DEFAULT,
          ALTER COLUMN "note" TYPE VARCHAR(200)`,
        { transaction },
      );
      await queryInterface.sequelize.query('DROP TYPE "enum_Orders_note"', {
        transaction,
      });
    });
  },
};
