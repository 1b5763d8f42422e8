'use strict';

/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up(queryInterface, Sequelize) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.createTable(
        'Patients',
        {
          id: {
            type: Sequelize.INTEGER,
            allowNull: false,
            autoIncrement: true,
            primaryKey: true,
          },
          name: { type: Sequelize.STRING(100), allowNull: false },
          bornOn: { type: Sequelize.DATEONLY, allowNull: false },
          bloodType: {
            type: Sequelize.ENUM(
              'A+',
              'A-',
              'B+',
              'B-',
              'AB+',
              'AB-',
              '0+',
              '0-',
            ),
          },
          createdAt: { type: Sequelize.DATE, allowNull: false },
          updatedAt: { type: Sequelize.DATE, allowNull: false },
        },
        { transaction },
      );
    });
  },

  async down(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.dropTable('Patients', { transaction });
      if (queryInterface.sequelize.getDialect() === 'postgres') {
        await queryInterface.sequelize.query(
          'DROP TYPE IF EXISTS "enum_Patients_bloodType"',
          { transaction },
        );
      }
    });
  },
};
