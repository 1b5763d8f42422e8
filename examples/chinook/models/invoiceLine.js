'use strict';

const { Model } = require('sequelize');

module.exports = (sequelize, DataTypes) => {
  class InvoiceLine extends Model {
    static associate(models) {
      InvoiceLine.belongsTo(models.Invoice, {
        as: 'invoice',
        foreignKey: { name: 'InvoiceId', allowNull: false },
        onUpdate: 'NO ACTION',
        onDelete: 'NO ACTION',
      });
      InvoiceLine.belongsTo(models.Track, {
        as: 'track',
        foreignKey: { name: 'TrackId', allowNull: false },
        onUpdate: 'NO ACTION',
        onDelete: 'NO ACTION',
      });
    }
  }

  InvoiceLine.init(
    {
      InvoiceLineId: {
        type: DataTypes.INTEGER,
        allowNull: false,
        autoIncrement: true,
        primaryKey: true,
      },
      UnitPrice: { type: DataTypes.DECIMAL(10, 2), allowNull: false },
      Quantity: { type: DataTypes.INTEGER, allowNull: false },
      InvoiceId: { type: DataTypes.INTEGER, allowNull: false },
      TrackId: { type: DataTypes.INTEGER, allowNull: false },
    },
    {
      sequelize,
      modelName: 'InvoiceLine',
      tableName: 'InvoiceLine',
      timestamps: false,
      indexes: [
        { name: 'InvoiceLine_InvoiceId_idx', fields: ['InvoiceId'] },
        { name: 'InvoiceLine_TrackId_idx', fields: ['TrackId'] },
      ],
    },
  );

  return InvoiceLine;
};
