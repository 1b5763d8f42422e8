'use strict';

const { Model } = require('sequelize');

module.exports = (sequelize, DataTypes) => {
  class Tag extends Model {
    static associate(models) {
      Tag.belongsToMany(models.Passenger, {
        as: 'visits',
        through: { model: models.passenger_tag, unique: false },
        foreignKey: 'TagId',
        otherKey: 'PassengerId',
        sourceKey: 'label',
        targetKey: 'email',
        onUpdate: 'CASCADE',
        onDelete: 'CASCADE',
      });
      Tag.belongsToMany(models.City, {
        as: 'cities',
        through: { model: models.CityTag, unique: false },
        foreignKey: 'TagId',
        otherKey: 'CityId',
        onUpdate: 'CASCADE',
        onDelete: 'RESTRICT',
      });
    }
  }

  Tag.init(
    {
      slug: { type: DataTypes.STRING(30), allowNull: false, primaryKey: true },
      label: {
        type: DataTypes.STRING(30),
        allowNull: false,
        unique: 'Tags_label_key',
      },
    },
    {
      sequelize,
      modelName: 'Tag',
      tableName: 'Tags',
    },
  );

  return Tag;
};
