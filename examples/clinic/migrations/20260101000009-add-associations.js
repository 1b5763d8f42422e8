'use strict';

const { addForeignKey, removeForeignKey } = require('./helpers/constraints-1');
const { removeIndex } = require('./helpers/indexes-1');
const { removeColumn } = require('./helpers/remove-column-1');

/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up(queryInterface, Sequelize) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.addColumn(
        'Charts',
        'PatientId',
        {
          type: Sequelize.INTEGER,
          allowNull: false,
          references: { model: 'Patients', key: 'id' },
          onUpdate: 'CASCADE',
          onDelete: 'CASCADE',
        },
        { transaction },
      );
      await queryInterface.addIndex('Charts', ['PatientId'], {
        name: 'Charts_PatientId_key',
        unique: true,
        transaction,
      });

      await queryInterface.addColumn(
        'ChartEntries',
        'AuthorId',
        {
          type: Sequelize.INTEGER,
          allowNull: false,
          references: { model: 'Doctors', key: 'id' },
          onUpdate: 'CASCADE',
          onDelete: 'RESTRICT',
        },
        { transaction },
      );
      await queryInterface.addIndex('ChartEntries', ['AuthorId'], {
        name: 'ChartEntries_AuthorId_idx',
        transaction,
      });

      await queryInterface.addColumn(
        'Appointments',
        'DoctorId',
        {
          type: Sequelize.INTEGER,
          allowNull: false,
          references: { model: 'Doctors', key: 'id' },
          onUpdate: 'CASCADE',
          onDelete: 'RESTRICT',
        },
        { transaction },
      );
      await queryInterface.addIndex('Appointments', ['DoctorId'], {
        name: 'Appointments_DoctorId_idx',
        transaction,
      });

      await queryInterface.addColumn(
        'Appointments',
        'PatientId',
        {
          type: Sequelize.INTEGER,
          allowNull: false,
          references: { model: 'Patients', key: 'id' },
          onUpdate: 'CASCADE',
          onDelete: 'RESTRICT',
        },
        { transaction },
      );
      await queryInterface.addIndex('Appointments', ['PatientId'], {
        name: 'Appointments_PatientId_idx',
        transaction,
      });

      await queryInterface.addColumn(
        'Prescriptions',
        'AppointmentId',
        {
          type: Sequelize.INTEGER,
          allowNull: false,
          references: { model: 'Appointments', key: 'id' },
          onUpdate: 'CASCADE',
          onDelete: 'CASCADE',
        },
        { transaction },
      );
      await queryInterface.addIndex('Prescriptions', ['AppointmentId'], {
        name: 'Prescriptions_AppointmentId_idx',
        transaction,
      });

      await queryInterface.addColumn(
        'Prescriptions',
        'MedicineId',
        {
          type: Sequelize.INTEGER,
          allowNull: false,
          references: { model: 'Medicines', key: 'id' },
          onUpdate: 'CASCADE',
          onDelete: 'RESTRICT',
        },
        { transaction },
      );
      await queryInterface.addIndex('Prescriptions', ['MedicineId'], {
        name: 'Prescriptions_MedicineId_idx',
        transaction,
      });

      await addForeignKey(
        queryInterface,
        'ChartEntries',
        {
          name: 'ChartEntries_ChartId_fkey',
          fields: ['ChartId'],
          references: { table: 'Charts', field: 'id' },
          onUpdate: 'CASCADE',
          onDelete: 'CASCADE',
        },
        transaction,
      );

      await queryInterface.addIndex('Appointments', ['DoctorId', 'startsAt'], {
        name: 'Appointments_DoctorId_startsAt_key',
        unique: true,
        transaction,
      });
    });
  },

  async down(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await removeIndex(
        queryInterface,
        'Appointments',
        'Appointments_DoctorId_startsAt_key',
        'DoctorId',
        transaction,
      );
      await removeForeignKey(
        queryInterface,
        'ChartEntries',
        'ChartEntries_ChartId_fkey',
        'ChartId',
        transaction,
      );
      await removeColumn(queryInterface, 'Prescriptions', 'MedicineId', {
        index: 'Prescriptions_MedicineId_idx',
        transaction,
      });
      await removeColumn(queryInterface, 'Prescriptions', 'AppointmentId', {
        index: 'Prescriptions_AppointmentId_idx',
        transaction,
      });
      await removeColumn(queryInterface, 'Appointments', 'PatientId', {
        index: 'Appointments_PatientId_idx',
        transaction,
      });
      await removeColumn(queryInterface, 'Appointments', 'DoctorId', {
        index: 'Appointments_DoctorId_idx',
        transaction,
      });
      await removeColumn(queryInterface, 'ChartEntries', 'AuthorId', {
        index: 'ChartEntries_AuthorId_idx',
        transaction,
      });
      await removeColumn(queryInterface, 'Charts', 'PatientId', {
        index: 'Charts_PatientId_key',
        transaction,
      });
    });
  },
};
