'use strict';

const { Model } = require('sequelize');

module.exports = (sequelize, DataTypes) => {
  class Flight extends Model {
    static associate(models) {
      Flight.belongsTo(models.City, {
        as: 'origin',
        foreignKey: { name: 'OriginId', allowNull: false },
        onUpdate: 'CASCADE',
        onDelete: 'RESTRICT',
      });
      Flight.belongsTo(models.City, {
        as: 'destination',
        foreignKey: { name: 'DestinationId', allowNull: true },
        onUpdate: 'RESTRICT',
        onDelete: 'SET NULL',
      });
      Flight.hasMany(models.Seat, {
        as: 'seats',
        foreignKey: { name: 'flightCode', allowNull: false },
        sourceKey: 'code',
        onUpdate: 'CASCADE',
        onDelete: 'RESTRICT',
      });
    }
  }

  Flight.init(
    {
      airline: {
        type: DataTypes.STRING(3),
        allowNull: false,
        primaryKey: true,
      },
      number: { type: DataTypes.INTEGER, allowNull: false, primaryKey: true },
      day: { type: DataTypes.DATEONLY, allowNull: false, primaryKey: true },
      code: {
        type: DataTypes.STRING(12),
        allowNull: false,
        unique: 'Flights_code_key',
      },
      OriginId: { type: DataTypes.UUID, allowNull: false },
      DestinationId: { type: DataTypes.UUID, allowNull: true },
    },
    {
      sequelize,
      modelName: 'Flight',
      tableName: 'Flights',
      indexes: [
        { name: 'Flights_OriginId_idx', fields: ['OriginId'] },
        { name: 'Flights_DestinationId_idx', fields: ['DestinationId'] },
      ],
    },
  );

  return Flight;
};
