'use strict';

const { changeColumn } = require('./helpers/columns-1');
const { refuseOtherValues } = require('./helpers/rows-1');

/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up(queryInterface, Sequelize) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      const dialect = queryInterface.sequelize.getDialect();

      await refuseOtherValues(
        queryInterface,
        'Orders',
        'note',
        ['abc', 'other'],
        transaction,
      );

      if (dialect === 'postgres') {
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
      } else {
        await changeColumn(
          queryInterface,
          'Orders',
          'note',
          { type: Sequelize.ENUM('abc', 'other'), defaultValue: 'other' },
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
          `ALTER TABLE "Orders"
            ALTER COLUMN "note" DROP DEFAULT,
            ALTER COLUMN "note" TYPE VARCHAR(200)`,
          { transaction },
        );
        await queryInterface.sequelize.query('DROP TYPE "enum_Orders_note"', {
          transaction,
        });
      } else {
        await changeColumn(
          queryInterface,
          'Orders',
          'note',
          { type: Sequelize.STRING(200) },
          { transaction },
        );
      }
    });
  },
};
