'use strict';

const { Model } = require('sequelize');

module.exports = (sequelize, DataTypes) => {
  class MediaType extends Model {
    static associate(models) {
      MediaType.hasMany(models.Track, {
        as: 'tracks',
        foreignKey: { name: 'MediaTypeId', allowNull: false },
        onUpdate: 'NO ACTION',
        onDelete: 'NO ACTION',
      });
    }
  }

  MediaType.init(
    {
      MediaTypeId: {
        type: DataTypes.INTEGER,
        allowNull: false,
        autoIncrement: true,
        primaryKey: true,
      },
      Name: { type: DataTypes.STRING(120) },
    },
    {
      sequelize,
      modelName: 'MediaType',
      tableName: 'MediaType',
      timestamps: false,
    },
  );

  return MediaType;
};
