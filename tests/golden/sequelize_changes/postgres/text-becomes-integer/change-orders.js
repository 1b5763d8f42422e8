'use strict';

const { refuseLongTexts, refuseTextsOtherThan } = require('./helpers/rows-1');

/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await refuseTextsOtherThan(
        queryInterface,
        'Orders',
        'number',
        'integer',
        transaction,
      );

      await queryInterface.sequelize.query(
        'ALTER TABLE "Orders" ALTER COLUMN "number" TYPE INTEGER USING "number"::INTEGER',
        { transaction },
      );
    });
  },

  async down(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await refuseLongTexts(
        queryInterface,
        'Orders',
        'number',
        20,
        transaction,
      );

      await queryInterface.sequelize.query(
        'ALTER TABLE "Orders" ALTER COLUMN "number" TYPE VARCHAR(20)',
        { transaction },
      );
    });
  },
};
