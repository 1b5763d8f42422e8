'use strict';

const { Model } = require('sequelize');

module.exports = (sequelize, DataTypes) => {
  class Customer extends Model {
    static associate(models) {
      Customer.belongsTo(models.Employee, {
        as: 'supportRep',
        foreignKey: { name: 'SupportRepId', allowNull: true },
        onUpdate: 'NO ACTION',
        onDelete: 'NO ACTION',
      });
      Customer.hasMany(models.Invoice, {
        as: 'invoices',
        foreignKey: { name: 'CustomerId', allowNull: false },
        onUpdate: 'NO ACTION',
        onDelete: 'NO ACTION',
      });
    }
  }

  Customer.init(
    {
      CustomerId: {
        type: DataTypes.INTEGER,
        allowNull: false,
        autoIncrement: true,
        primaryKey: true,
      },
      FirstName: { type: DataTypes.STRING(40), allowNull: false },
      LastName: { type: DataTypes.STRING(20), allowNull: false },
      Company: { type: DataTypes.STRING(80) },
      Address: { type: DataTypes.STRING(70) },
      City: { type: DataTypes.STRING(40) },
      State: { type: DataTypes.STRING(40) },
      Country: { type: DataTypes.STRING(40) },
      PostalCode: { type: DataTypes.STRING(10) },
      Phone: { type: DataTypes.STRING(24) },
      Fax: { type: DataTypes.STRING(24) },
      Email: { type: DataTypes.STRING(60), allowNull: false },
      SupportRepId: { type: DataTypes.INTEGER, allowNull: true },
    },
    {
      sequelize,
      modelName: 'Customer',
      tableName: 'Customer',
      timestamps: false,
      indexes: [
        { name: 'Customer_SupportRepId_idx', fields: ['SupportRepId'] },
      ],
    },
  );

  return Customer;
};
