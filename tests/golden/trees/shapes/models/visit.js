'use strict';

const { Model } = require('sequelize');

module.exports = (sequelize, DataTypes) => {
  class Visit extends Model {
    static associate(models) {
      Visit.belongsTo(models.Passenger, {
        as: 'passenger',
        foreignKey: { name: 'PassengerId', allowNull: false },
        onUpdate: 'CASCADE',
        onDelete: 'CASCADE',
      });
      Visit.belongsTo(models.City, {
        as: 'city',
        foreignKey: { name: 'CityId', allowNull: false },
        onUpdate: 'CASCADE',
        onDelete: 'CASCADE',
      });
      Visit.belongsTo(models.Country, {
        as: 'country',
        foreignKey: { name: 'countryNumber', allowNull: true },
        targetKey: 'number',
        onUpdate: 'CASCADE',
        onDelete: 'SET NULL',
      });
    }
  }

  Visit.init(
    {
      id: {
        type: DataTypes.INTEGER,
        allowNull: false,
        autoIncrement: true,
        primaryKey: true,
      },
      at: {
        type: DataTypes.DATE(3),
        allowNull: false,
        defaultValue: sequelize.literal('(CURRENT_TIMESTAMP)'),
      },
      note: { type: DataTypes.TEXT },
      note2: { type: DataTypes.STRING(50) },
      PassengerId: {
        type: DataTypes.INTEGER,
        allowNull: false,
        references: { model: 'Passengers', key: 'number' },
        onUpdate: 'CASCADE',
        onDelete: 'CASCADE',
      },
      CityId: {
        type: DataTypes.UUID,
        allowNull: false,
        references: { model: 'Cities', key: 'id' },
        onUpdate: 'CASCADE',
        onDelete: 'CASCADE',
      },
      countryNumber: {
        type: DataTypes.INTEGER,
        allowNull: true,
        references: { model: 'Countries', key: 'number' },
        onUpdate: 'CASCADE',
        onDelete: 'SET NULL',
      },
    },
    {
      sequelize,
      modelName: 'Visit',
      tableName: 'Visits',
      timestamps: false,
      indexes: [
        {
          name: 'Visits_PassengerId_CityId_key',
          fields: ['PassengerId', 'CityId'],
          unique: true,
        },
        { name: 'Visits_at_PassengerId_idx', fields: ['at', 'PassengerId'] },
        { name: 'visits_by_note', fields: ['note2', 'at'] },
        { name: 'Visits_PassengerId_idx', fields: ['PassengerId'] },
        { name: 'Visits_CityId_idx', fields: ['CityId'] },
        { name: 'Visits_countryNumber_idx', fields: ['countryNumber'] },
      ],
    },
  );

  return Visit;
};
