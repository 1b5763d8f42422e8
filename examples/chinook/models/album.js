'use strict';

const { Model } = require('sequelize');

module.exports = (sequelize, DataTypes) => {
  class Album extends Model {
    static associate(models) {
      Album.belongsTo(models.Artist, {
        as: 'artist',
        foreignKey: { name: 'ArtistId', allowNull: false },
        onUpdate: 'NO ACTION',
        onDelete: 'NO ACTION',
      });
      Album.hasMany(models.Track, {
        as: 'tracks',
        foreignKey: { name: 'AlbumId', allowNull: true },
        onUpdate: 'NO ACTION',
        onDelete: 'NO ACTION',
      });
    }
  }

  Album.init(
    {
      AlbumId: {
        type: DataTypes.INTEGER,
        allowNull: false,
        autoIncrement: true,
        primaryKey: true,
      },
      Title: { type: DataTypes.STRING(160), allowNull: false },
      ArtistId: { type: DataTypes.INTEGER, allowNull: false },
    },
    {
      sequelize,
      modelName: 'Album',
      tableName: 'Album',
      timestamps: false,
      indexes: [{ name: 'Album_ArtistId_idx', fields: ['ArtistId'] }],
    },
  );

  return Album;
};
