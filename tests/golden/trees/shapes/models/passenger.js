'use strict';

const { Model } = require('sequelize');

module.exports = (sequelize, DataTypes) => {
  class Passenger extends Model {
    static associate(models) {
      Passenger.belongsTo(models.Country, {
        as: 'country',
        foreignKey: { name: 'countryCode', allowNull: true },
        onUpdate: 'CASCADE',
        onDelete: 'SET NULL',
      });
      Passenger.belongsTo(models.Country, {
        as: 'bornIn',
        foreignKey: {
          name: 'BornInId',
          allowNull: true,
          field: 'birth_country',
        },
        onUpdate: 'CASCADE',
        onDelete: 'SET NULL',
      });
      Passenger.belongsTo(models.Country, {
        as: 'livesIn',
        foreignKey: { name: 'LivesInId', allowNull: false },
        onUpdate: 'CASCADE',
        onDelete: 'NO ACTION',
      });
      Passenger.belongsToMany(models.City, {
        as: 'flown',
        through: { model: models.Visit, unique: false },
        foreignKey: 'PassengerId',
        otherKey: 'CityId',
        onUpdate: 'CASCADE',
        onDelete: 'CASCADE',
      });
    }
  }

  Passenger.init(
    {
      number: {
        type: DataTypes.INTEGER,
        allowNull: false,
        autoIncrement: true,
        primaryKey: true,
      },
      email: {
        type: DataTypes.STRING(100),
        allowNull: false,
        unique: 'Passengers_email_key',
      },
      countryCode: { type: DataTypes.CHAR(2), allowNull: true },
      BornInId: {
        type: DataTypes.CHAR(2),
        field: 'birth_country',
        allowNull: true,
      },
      LivesInId: { type: DataTypes.CHAR(2), allowNull: false },
    },
    {
      sequelize,
      modelName: 'Passenger',
      tableName: 'Passengers',
      indexes: [
        { name: 'Passengers_countryCode_idx', fields: ['countryCode'] },
        { name: 'Passengers_birth_country_idx', fields: ['birth_country'] },
        { name: 'Passengers_LivesInId_idx', fields: ['LivesInId'] },
      ],
    },
  );

  return Passenger;
};
