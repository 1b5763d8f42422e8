'use strict';

const { Model } = require('sequelize');

module.exports = (sequelize, DataTypes) => {
  class Artist extends Model {
    static associate(models) {
      Artist.hasMany(models.Album, {
        as: 'albums',
        foreignKey: { name: 'ArtistId', allowNull: false },
        onUpdate: 'NO ACTION',
        onDelete: 'NO ACTION',
      });
    }
  }

  Artist.init(
    {
      ArtistId: {
        type: DataTypes.INTEGER,
        allowNull: false,
        autoIncrement: true,
        primaryKey: true,
      },
      Name: { type: DataTypes.STRING(120) },
    },
    {
      sequelize,
      modelName: 'Artist',
      tableName: 'Artist',
      timestamps: false,
    },
  );

  return Artist;
};
