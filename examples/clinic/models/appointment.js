'use strict';

const { Model } = require('sequelize');

module.exports = (sequelize, DataTypes) => {
  class Appointment extends Model {
    static associate(models) {
      Appointment.belongsTo(models.Doctor, {
        as: 'doctor',
        foreignKey: { name: 'DoctorId', allowNull: false },
        onUpdate: 'CASCADE',
        onDelete: 'RESTRICT',
      });
      Appointment.belongsTo(models.Patient, {
        as: 'patient',
        foreignKey: { name: 'PatientId', allowNull: false },
        onUpdate: 'CASCADE',
        onDelete: 'RESTRICT',
      });
      Appointment.hasMany(models.Prescription, {
        as: 'prescriptions',
        foreignKey: { name: 'AppointmentId', allowNull: false },
        onUpdate: 'CASCADE',
        onDelete: 'CASCADE',
      });
    }
  }

  Appointment.init(
    {
      id: {
        type: DataTypes.INTEGER,
        allowNull: false,
        autoIncrement: true,
        primaryKey: true,
      },
      startsAt: { type: DataTypes.DATE, allowNull: false },
      minutes: { type: DataTypes.SMALLINT, allowNull: false, defaultValue: 30 },
      status: {
        type: DataTypes.ENUM('booked', 'done', 'cancelled'),
        allowNull: false,
        defaultValue: 'booked',
      },
      DoctorId: { type: DataTypes.INTEGER, allowNull: false },
      PatientId: { type: DataTypes.INTEGER, allowNull: false },
    },
    {
      sequelize,
      modelName: 'Appointment',
      tableName: 'Appointments',
      indexes: [
        { name: 'Appointments_startsAt_idx', fields: ['startsAt'] },
        {
          name: 'Appointments_DoctorId_startsAt_key',
          fields: ['DoctorId', 'startsAt'],
          unique: true,
        },
        { name: 'Appointments_DoctorId_idx', fields: ['DoctorId'] },
        { name: 'Appointments_PatientId_idx', fields: ['PatientId'] },
      ],
    },
  );

  return Appointment;
};
