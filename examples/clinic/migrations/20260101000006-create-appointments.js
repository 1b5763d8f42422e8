'use strict';

const { addCheck } = require('./helpers/constraints-1');

/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up(queryInterface, Sequelize) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.createTable(
        'Appointments',
        {
          id: {
            type: Sequelize.INTEGER,
            allowNull: false,
            autoIncrement: true,
            primaryKey: true,
          },
          startsAt: { type: Sequelize.DATE, allowNull: false },
          minutes: {
            type: Sequelize.SMALLINT,
            allowNull: false,
            defaultValue: 30,
          },
          status: {
            type: Sequelize.ENUM('booked', 'done', 'cancelled'),
            allowNull: false,
            defaultValue: 'booked',
          },
          createdAt: { type: Sequelize.DATE, allowNull: false },
          updatedAt: { type: Sequelize.DATE, allowNull: false },
        },
        { transaction },
      );
      await queryInterface.addIndex('Appointments', ['startsAt'], {
        name: 'Appointments_startsAt_idx',
        transaction,
      });
      await addCheck(
        queryInterface,
        'Appointments',
        'Appointments_minutes_check',
        `${queryInterface.quoteIdentifier('minutes')} > 0`,
        transaction,
      );
    });
  },

  async down(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.dropTable('Appointments', { transaction });
      if (queryInterface.sequelize.getDialect() === 'postgres') {
        await queryInterface.sequelize.query(
          'DROP TYPE IF EXISTS "enum_Appointments_status"',
          { transaction },
        );
      }
    });
  },
};
