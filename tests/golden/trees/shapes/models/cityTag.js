'use strict';

const { Model } = require('sequelize');

module.exports = (sequelize, DataTypes) => {
  class CityTag extends Model {
    static associate(models) {
      CityTag.belongsTo(models.Tag, {
        as: 'tag',
        foreignKey: { name: 'TagId', allowNull: false },
        onUpdate: 'CASCADE',
        onDelete: 'RESTRICT',
      });
      CityTag.belongsTo(models.City, {
        as: 'city',
        foreignKey: { name: 'CityId', allowNull: false },
        onUpdate: 'CASCADE',
        onDelete: 'CASCADE',
      });
    }
  }

  CityTag.init(
    {
      TagId: {
        type: DataTypes.STRING(30),
        allowNull: false,
        primaryKey: true,
        references: { model: 'Tags', key: 'slug' },
        onUpdate: 'CASCADE',
        onDelete: 'RESTRICT',
      },
      CityId: {
        type: DataTypes.UUID,
        allowNull: false,
        primaryKey: true,
        references: { model: 'Cities', key: 'id' },
        onUpdate: 'CASCADE',
        onDelete: 'CASCADE',
      },
      weight: { type: DataTypes.DOUBLE, allowNull: false, defaultValue: 1 },
    },
    {
      sequelize,
      modelName: 'CityTag',
      tableName: 'CityTags',
      indexes: [{ name: 'CityTags_CityId_idx', fields: ['CityId'] }],
    },
  );

  return CityTag;
};
