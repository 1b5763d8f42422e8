'use strict';

const { refuseNumbersOutside } = require('./helpers/rows-1');
const { changeColumn } = require('./helpers/sqlite-columns-1');

/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up(queryInterface, Sequelize) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await changeColumn(
        queryInterface,
        'Lines',
        'OrderId',
        { type: Sequelize.BIGINT, allowNull: false },
        { transaction },
      );
      await changeColumn(
        queryInterface,
        'Lines',
        'number',
        { type: Sequelize.INTEGER, allowNull: false },
        { transaction },
      );
    });
  },

  async down(queryInterface, Sequelize) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await refuseNumbersOutside(
        queryInterface,
        'Lines',
        'number',
        [-32768, 32767],
        transaction,
      );
      await refuseNumbersOutside(
        queryInterface,
        'Lines',
        'OrderId',
        [-2147483648, 2147483647],
        transaction,
      );

      await changeColumn(
        queryInterface,
        'Lines',
        'number',
        { type: Sequelize.SMALLINT, allowNull: false },
        { transaction },
      );
      await changeColumn(
        queryInterface,
        'Lines',
        'OrderId',
        { type: Sequelize.INTEGER, allowNull: false },
        { transaction },
      );
    });
  },
};
