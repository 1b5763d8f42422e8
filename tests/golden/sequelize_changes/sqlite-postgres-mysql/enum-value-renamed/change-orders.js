'use strict';

/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up(queryInterface, Sequelize) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      const dialect = queryInterface.sequelize.getDialect();

      if (dialect === 'sqlite') {
        await queryInterface.bulkUpdate(
          'Orders',
          { status: 'sold' },
          { status: 'paid' },
          { transaction },
        );
      } else if (dialect === 'postgres') {
        await queryInterface.sequelize.query(
          "ALTER TYPE \"enum_Orders_status\" RENAME VALUE 'paid' TO 'sold'",
          { transaction },
        );
      } else {
        await queryInterface.changeColumn(
          'Orders',
          'status',
          {
            type: Sequelize.ENUM('pending', 'paid', 'sold'),
            defaultValue: 'pending',
          },
          { transaction },
        );
        await queryInterface.bulkUpdate(
          'Orders',
          { status: 'sold' },
          { status: 'paid' },
          { transaction },
        );
        await queryInterface.changeColumn(
          'Orders',
          'status',
          { type: Sequelize.ENUM('pending', 'sold'), defaultValue: 'pending' },
          { transaction },
        );
      }
    });
  },

  async down(queryInterface, Sequelize) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      const dialect = queryInterface.sequelize.getDialect();

      if (dialect === 'sqlite') {
        await queryInterface.bulkUpdate(
          'Orders',
          { status: 'paid' },
          { status: 'sold' },
          { transaction },
        );
      } else if (dialect === 'postgres') {
        await queryInterface.sequelize.query(
          "ALTER TYPE \"enum_Orders_status\" RENAME VALUE 'sold' TO 'paid'",
          { transaction },
        );
      } else {
        await queryInterface.changeColumn(
          'Orders',
          'status',
          {
            type: Sequelize.ENUM('pending', 'sold', 'paid'),
            defaultValue: 'pending',
          },
          { transaction },
        );
        await queryInterface.bulkUpdate(
          'Orders',
          { status: 'paid' },
          { status: 'sold' },
          { transaction },
        );
        await queryInterface.changeColumn(
          'Orders',
          'status',
          { type: Sequelize.ENUM('pending', 'paid'), defaultValue: 'pending' },
          { transaction },
        );
      }
    });
  },
};
