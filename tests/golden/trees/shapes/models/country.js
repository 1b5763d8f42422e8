'use strict';

const { Model } = require('sequelize');

module.exports = (sequelize, DataTypes) => {
  class Country extends Model {
    static associate(models) {
      Country.belongsTo(models.City, {
        as: 'capital',
        foreignKey: { name: 'CapitalId', allowNull: true },
        onUpdate: 'CASCADE',
        onDelete: 'SET NULL',
      });
      Country.hasMany(models.City, {
        as: 'cities',
        foreignKey: { name: 'CountryId', allowNull: false },
        onUpdate: 'CASCADE',
        onDelete: 'RESTRICT',
      });
      Country.hasMany(models.Visit, {
        as: 'visits',
        foreignKey: { name: 'countryNumber', allowNull: true },
        sourceKey: 'number',
        onUpdate: 'CASCADE',
        onDelete: 'SET NULL',
      });
    }
  }

  Country.init(
    {
      code: { type: DataTypes.CHAR(2), allowNull: false, primaryKey: true },
      name: {
        type: DataTypes.STRING(80),
        allowNull: false,
        unique: 'Countries_name_key',
      },
      number: { type: DataTypes.INTEGER, unique: 'Countries_number_key' },
      CapitalId: { type: DataTypes.UUID, allowNull: true },
    },
    {
      sequelize,
      modelName: 'Country',
      tableName: 'Countries',
      indexes: [
        {
          name: 'Countries_CapitalId_key',
          fields: ['CapitalId'],
          unique: true,
        },
      ],
    },
  );

  return Country;
};
