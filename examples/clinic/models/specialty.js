'use strict';

const { Model } = require('sequelize');

module.exports = (sequelize, DataTypes) => {
  class Specialty extends Model {
    static associate(models) {
      Specialty.belongsToMany(models.Doctor, {
        as: 'doctors',
        through: { model: models.DoctorSpecialty, unique: false },
        foreignKey: 'SpecialtyId',
        otherKey: 'DoctorId',
        onUpdate: 'CASCADE',
        onDelete: 'CASCADE',
      });
    }
  }

  Specialty.init(
    {
      id: {
        type: DataTypes.INTEGER,
        allowNull: false,
        autoIncrement: true,
        primaryKey: true,
      },
      name: {
        type: DataTypes.STRING(60),
        allowNull: false,
        unique: 'Specialties_name_key',
      },
    },
    {
      sequelize,
      modelName: 'Specialty',
      tableName: 'Specialties',
    },
  );

  return Specialty;
};
