'use strict';

const { Model } = require('sequelize');

module.exports = (sequelize, DataTypes) => {
  class Customer extends Model {
    static associate(models) {
      Customer.hasMany(models.Order, {
        as: 'orders',
        foreignKey: { name: 'CustomerId', allowNull: true },
        onUpdate: 'CASCADE',
        onDelete: 'SET NULL',
      });
    }
  }

  Customer.init(
    {
      id: {
        type: DataTypes.UUID,
        allowNull: false,
        defaultValue: DataTypes.UUIDV4,
        primaryKey: true,
      },
      name: { type: DataTypes.STRING(120), allowNull: false },
      email: { type: DataTypes.STRING, unique: 'Customers_email_key' },
    },
    {
      sequelize,
      modelName: 'Customer',
      tableName: 'Customers',
    },
  );

  return Customer;
};
