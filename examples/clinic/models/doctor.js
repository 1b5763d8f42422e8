'use strict';

const { Model } = require('sequelize');

module.exports = (sequelize, DataTypes) => {
  class Doctor extends Model {
    static associate(models) {
      Doctor.hasMany(models.Appointment, {
        as: 'appointments',
        foreignKey: { name: 'DoctorId', allowNull: false },
        onUpdate: 'CASCADE',
        onDelete: 'RESTRICT',
      });
      Doctor.belongsToMany(models.Specialty, {
        as: 'specialties',
        through: { model: models.DoctorSpecialty, unique: false },
        foreignKey: 'DoctorId',
        otherKey: 'SpecialtyId',
        onUpdate: 'CASCADE',
        onDelete: 'CASCADE',
      });
    }
  }

  Doctor.init(
    {
      id: {
        type: DataTypes.INTEGER,
        allowNull: false,
        autoIncrement: true,
        primaryKey: true,
      },
      name: { type: DataTypes.STRING(100), allowNull: false },
      licence: {
        type: DataTypes.STRING(30),
        allowNull: false,
        unique: 'Doctors_licence_key',
      },
    },
    {
      sequelize,
      modelName: 'Doctor',
      tableName: 'Doctors',
    },
  );

  return Doctor;
};
