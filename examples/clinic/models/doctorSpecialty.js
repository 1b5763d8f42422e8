'use strict';

const { Model } = require('sequelize');

module.exports = (sequelize, DataTypes) => {
  class DoctorSpecialty extends Model {}

  DoctorSpecialty.init(
    {
      DoctorId: {
        type: DataTypes.INTEGER,
        allowNull: false,
        primaryKey: true,
        references: { model: 'Doctors', key: 'id' },
        onUpdate: 'CASCADE',
        onDelete: 'CASCADE',
      },
      SpecialtyId: {
        type: DataTypes.INTEGER,
        allowNull: false,
        primaryKey: true,
        references: { model: 'Specialties', key: 'id' },
        onUpdate: 'CASCADE',
        onDelete: 'CASCADE',
      },
    },
    {
      sequelize,
      modelName: 'DoctorSpecialty',
      tableName: 'DoctorSpecialties',
      indexes: [
        { name: 'DoctorSpecialties_SpecialtyId_idx', fields: ['SpecialtyId'] },
      ],
    },
  );

  return DoctorSpecialty;
};
