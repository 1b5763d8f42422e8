'use strict';

const { Model } = require('sequelize');

module.exports = (sequelize, DataTypes) => {
  class ChartEntry extends Model {
    static associate(models) {
      ChartEntry.belongsTo(models.Chart, {
        as: 'chart',
        foreignKey: { name: 'ChartId', allowNull: false },
        onUpdate: 'CASCADE',
        onDelete: 'CASCADE',
      });
      ChartEntry.belongsTo(models.Doctor, {
        as: 'author',
        foreignKey: { name: 'AuthorId', allowNull: false },
        onUpdate: 'CASCADE',
        onDelete: 'RESTRICT',
      });
    }
  }

  ChartEntry.init(
    {
      ChartId: { type: DataTypes.INTEGER, allowNull: false, primaryKey: true },
      revision: { type: DataTypes.INTEGER, allowNull: false, primaryKey: true },
      text: { type: DataTypes.TEXT, allowNull: false },
      recordedAt: {
        type: DataTypes.DATE,
        allowNull: false,
        defaultValue: sequelize.literal('CURRENT_TIMESTAMP'),
      },
      AuthorId: { type: DataTypes.INTEGER, allowNull: false },
    },
    {
      sequelize,
      modelName: 'ChartEntry',
      tableName: 'ChartEntries',
      timestamps: false,
      indexes: [{ name: 'ChartEntries_AuthorId_idx', fields: ['AuthorId'] }],
    },
  );

  return ChartEntry;
};
