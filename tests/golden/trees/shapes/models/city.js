'use strict';

const { Model } = require('sequelize');

module.exports = (sequelize, DataTypes) => {
  class City extends Model {
    static associate(models) {
      City.belongsTo(models.Country, {
        as: 'country',
        foreignKey: { name: 'CountryId', allowNull: false },
        onUpdate: 'CASCADE',
        onDelete: 'RESTRICT',
      });
      City.belongsTo(models.Country, {
        as: 'twin',
        foreignKey: { name: 'twinName', allowNull: true },
        targetKey: 'name',
        onUpdate: 'CASCADE',
        onDelete: 'CASCADE',
      });
      City.hasOne(models.Country, {
        as: 'capitalOf',
        foreignKey: { name: 'CapitalId', allowNull: true },
        onUpdate: 'CASCADE',
        onDelete: 'SET NULL',
      });
      City.hasMany(models.Flight, {
        as: 'from',
        foreignKey: { name: 'OriginId', allowNull: false },
        onUpdate: 'CASCADE',
        onDelete: 'RESTRICT',
      });
      City.hasMany(models.Flight, {
        as: 'to',
        foreignKey: { name: 'DestinationId', allowNull: true },
        onUpdate: 'RESTRICT',
        onDelete: 'SET NULL',
      });
    }
  }

  City.init(
    {
      id: {
        type: DataTypes.UUID,
        allowNull: false,
        defaultValue: DataTypes.UUIDV4,
        primaryKey: true,
      },
      name: { type: DataTypes.STRING, allowNull: false },
      CountryId: { type: DataTypes.CHAR(2), allowNull: false },
      twinName: { type: DataTypes.STRING(80), allowNull: true },
    },
    {
      sequelize,
      modelName: 'City',
      tableName: 'Cities',
      indexes: [
        {
          name: 'Cities_CountryId_name_key',
          fields: ['CountryId', 'name'],
          unique: true,
        },
        { name: 'Cities_CountryId_idx', fields: ['CountryId'] },
        { name: 'Cities_twinName_idx', fields: ['twinName'] },
      ],
    },
  );

  return City;
};
