'use strict';

const { Model } = require('sequelize');

module.exports = (sequelize, DataTypes) => {
  class Tag extends Model {
    static associate(models) {
      Tag.belongsToMany(models.Product, {
        as: 'products',
        through: { model: models.ProductTag, unique: false },
        foreignKey: 'TagId',
        otherKey: 'ProductId',
        onUpdate: 'CASCADE',
        onDelete: 'CASCADE',
      });
    }
  }

  Tag.init(
    {
      id: {
        type: DataTypes.UUID,
        allowNull: false,
        defaultValue: DataTypes.UUIDV4,
        primaryKey: true,
      },
      name: { type: DataTypes.STRING, unique: 'Tags_name_key' },
    },
    {
      sequelize,
      modelName: 'Tag',
      tableName: 'Tags',
    },
  );

  return Tag;
};
