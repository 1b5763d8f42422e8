'use strict';

const { Model } = require('sequelize');

module.exports = (sequelize, DataTypes) => {
  class Seat extends Model {
    static associate(models) {
      Seat.belongsTo(models.Flight, {
        as: 'flight',
        foreignKey: { name: 'flightCode', allowNull: false },
        targetKey: 'code',
        onUpdate: 'CASCADE',
        onDelete: 'RESTRICT',
      });
      Seat.belongsTo(models.Passenger, {
        as: 'passenger',
        foreignKey: { name: 'PassengerId', allowNull: true },
        onUpdate: 'CASCADE',
        onDelete: 'SET NULL',
      });
    }
  }

  Seat.init(
    {
      flightCode: {
        type: DataTypes.STRING(12),
        allowNull: false,
        primaryKey: true,
        references: { model: 'Flights', key: 'code' },
        onUpdate: 'CASCADE',
        onDelete: 'RESTRICT',
      },
      row: { type: DataTypes.SMALLINT, allowNull: false, primaryKey: true },
      letter: { type: DataTypes.CHAR(1), allowNull: false, primaryKey: true },
      PassengerId: { type: DataTypes.INTEGER, allowNull: true },
    },
    {
      sequelize,
      modelName: 'Seat',
      tableName: 'Seats',
      indexes: [
        {
          name: 'Seats_PassengerId_key',
          fields: ['PassengerId'],
          unique: true,
        },
      ],
    },
  );

  return Seat;
};
