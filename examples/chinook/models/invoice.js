'use strict';

const { Model } = require('sequelize');

module.exports = (sequelize, DataTypes) => {
  class Invoice extends Model {
    static associate(models) {
      Invoice.belongsTo(models.Customer, {
        as: 'customer',
        foreignKey: { name: 'CustomerId', allowNull: false },
        onUpdate: 'NO ACTION',
        onDelete: 'NO ACTION',
      });
      Invoice.hasMany(models.InvoiceLine, {
        as: 'invoiceLines',
        foreignKey: { name: 'InvoiceId', allowNull: false },
        onUpdate: 'NO ACTION',
        onDelete: 'NO ACTION',
      });
    }
  }

  Invoice.init(
    {
      InvoiceId: {
        type: DataTypes.INTEGER,
        allowNull: false,
        autoIncrement: true,
        primaryKey: true,
      },
      InvoiceDate: { type: DataTypes.DATE, allowNull: false },
      BillingAddress: { type: DataTypes.STRING(70) },
      BillingCity: { type: DataTypes.STRING(40) },
      BillingState: { type: DataTypes.STRING(40) },
      BillingCountry: { type: DataTypes.STRING(40) },
      BillingPostalCode: { type: DataTypes.STRING(10) },
      Total: { type: DataTypes.DECIMAL(10, 2), allowNull: false },
      CustomerId: { type: DataTypes.INTEGER, allowNull: false },
    },
    {
      sequelize,
      modelName: 'Invoice',
      tableName: 'Invoice',
      timestamps: false,
      indexes: [{ name: 'Invoice_CustomerId_idx', fields: ['CustomerId'] }],
    },
  );

  return Invoice;
};
