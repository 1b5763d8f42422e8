'use strict';

const { Model } = require('sequelize');

module.exports = (sequelize, DataTypes) => {
  class Order extends Model {
    static associate(models) {
      Order.belongsTo(models.Customer, {
        as: 'customer',
        foreignKey: { name: 'CustomerId', allowNull: true },
        onUpdate: 'CASCADE',
        onDelete: 'SET NULL',
      });
      Order.hasMany(models.Product, {
        as: 'products',
        foreignKey: { name: 'OrderId', allowNull: true },
        onUpdate: 'CASCADE',
        onDelete: 'SET NULL',
      });
    }
  }

  Order.init(
    {
      id: {
        type: DataTypes.UUID,
        allowNull: false,
        defaultValue: DataTypes.UUIDV4,
        primaryKey: true,
      },
      total: { type: DataTypes.DECIMAL(10, 2), defaultValue: 0 },
      status: {
        type: DataTypes.ENUM('pending', 'paid', 'shipped'),
        defaultValue: 'pending',
      },
      CustomerId: { type: DataTypes.UUID, allowNull: true },
      PaymentId: { type: DataTypes.UUID, allowNull: true },
    },
    {
      sequelize,
      modelName: 'Order',
      tableName: 'Orders',
      indexes: [
        { name: 'Orders_status_idx', fields: ['status'] },
        { name: 'Orders_PaymentId_key', fields: ['PaymentId'], unique: true },
        { name: 'Orders_CustomerId_idx', fields: ['CustomerId'] },
      ],
    },
  );

  return Order;
};
