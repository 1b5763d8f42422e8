'use strict';

const { Model } = require('sequelize');

module.exports = (sequelize, DataTypes) => {
  class Product extends Model {
    static associate(models) {
      Product.belongsToMany(models.Tag, {
        as: 'tags',
        through: { model: models.ProductTag, unique: false },
        foreignKey: 'ProductId',
        otherKey: 'TagId',
        onUpdate: 'CASCADE',
        onDelete: 'CASCADE',
      });
    }
  }

  Product.init(
    {
      id: {
        type: DataTypes.UUID,
        allowNull: false,
        defaultValue: DataTypes.UUIDV4,
        primaryKey: true,
      },
      name: { type: DataTypes.STRING, allowNull: false },
      OrderId: { type: DataTypes.UUID, allowNull: true },
    },
    {
      sequelize,
      modelName: 'Product',
      tableName: 'Products',
      indexes: [{ name: 'Products_OrderId_idx', fields: ['OrderId'] }],
    },
  );

  return Product;
};
