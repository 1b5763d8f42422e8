'use strict';

const { changeColumn } = require('./helpers/columns-1');
const { refuseLongTexts, refuseTextsOtherThan } = require('./helpers/rows-1');

/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up(queryInterface, Sequelize) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      const dialect = queryInterface.sequelize.getDialect();

      await refuseTextsOtherThan(
        queryInterface,
        'Orders',
        'number',
        'integer',
        transaction,
      );

      if (dialect === 'postgres') {
        await queryInterface.sequelize.query(
          'ALTER TABLE "Orders" ALTER COLUMN "number" TYPE INTEGER USING "number"::INTEGER',
          { transaction },
        );
      } else {
        await changeColumn(
          queryInterface,
          'Orders',
          'number',
          { type: Sequelize.INTEGER },
          { cast: '"number"', transaction },
        );
      }
    });
  },

  async down(queryInterface, Sequelize) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      const dialect = queryInterface.sequelize.getDialect();

      await refuseLongTexts(
        queryInterface,
        'Orders',
        'number',
        20,
        transaction,
      );

      if (dialect === 'postgres') {
        await queryInterface.sequelize.query(
          'ALTER TABLE "Orders" ALTER COLUMN "number" TYPE VARCHAR(20)',
          { transaction },
        );
      } else {
        await changeColumn(
          queryInterface,
          'Orders',
          'number',
          { type: Sequelize.STRING(20) },
          { cast: '"number"', transaction },
        );
      }
    });
  },
};
