'use strict';

const { Model } = require('sequelize');

module.exports = (sequelize, DataTypes) => {
  class Patient extends Model {
    static associate(models) {
      Patient.hasOne(models.Chart, {
        as: 'chart',
        foreignKey: { name: 'PatientId', allowNull: false },
        onUpdate: 'CASCADE',
        onDelete: 'CASCADE',
      });
      Patient.hasMany(models.Appointment, {
        as: 'appointments',
        foreignKey: { name: 'PatientId', allowNull: false },
        onUpdate: 'CASCADE',
        onDelete: 'RESTRICT',
      });
    }
  }

  Patient.init(
    {
      id: {
        type: DataTypes.INTEGER,
        allowNull: false,
        autoIncrement: true,
        primaryKey: true,
      },
      name: { type: DataTypes.STRING(100), allowNull: false },
      bornOn: { type: DataTypes.DATEONLY, allowNull: false },
      bloodType: {
        type: DataTypes.ENUM('A+', 'A-', 'B+', 'B-', 'AB+', 'AB-', '0+', '0-'),
      },
    },
    {
      sequelize,
      modelName: 'Patient',
      tableName: 'Patients',
    },
  );

  return Patient;
};
