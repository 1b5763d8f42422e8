'use strict';
const {
  Model
} = require('sequelize');
module.exports = (sequelize, DataTypes) => {
  class Order extends Model {
    /**
     * Helper method for defining associations.
     * This method is not a part of Sequelize lifecycle.
     * The `models/index` file will call this method automatically.
     */
    static associate(models) {
      Order.belongsTo(models.Customer, { as: 'customer', foreignKey: 'CustomerId' });
      Order.hasMany(models.Product, { as: 'products' });
    }
  }
  Order.init({
    id: { type: DataTypes.UUID, defaultValue: DataTypes.UUIDV4, primaryKey: true },
    total: { type: DataTypes.DECIMAL(10, 2), defaultValue: 0 },
    status: { type: DataTypes.ENUM('pending', 'paid', 'shipped'), defaultValue: 'pending' }
  }, {
    sequelize,
    modelName: 'Order',
  });
  return Order;
};