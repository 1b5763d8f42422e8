'use strict';

const { Model } = require('sequelize');

module.exports = (sequelize, DataTypes) => {
  class Chart extends Model {
    static associate(models) {
      Chart.belongsTo(models.Patient, {
        as: 'patient',
        foreignKey: { name: 'PatientId', allowNull: false },
        onUpdate: 'CASCADE',
        onDelete: 'CASCADE',
      });
      Chart.hasMany(models.ChartEntry, {
        as: 'entries',
        foreignKey: { name: 'ChartId', allowNull: false },
        onUpdate: 'CASCADE',
        onDelete: 'CASCADE',
      });
    }
  }

  Chart.init(
    {
      id: {
        type: DataTypes.INTEGER,
        allowNull: false,
        autoIncrement: true,
        primaryKey: true,
      },
      allergies: { type: DataTypes.TEXT },
      PatientId: { type: DataTypes.INTEGER, allowNull: false },
    },
    {
      sequelize,
      modelName: 'Chart',
      tableName: 'Charts',
      indexes: [
        { name: 'Charts_PatientId_key', fields: ['PatientId'], unique: true },
      ],
    },
  );

  return Chart;
};
