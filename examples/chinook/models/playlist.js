'use strict';

const { Model } = require('sequelize');

module.exports = (sequelize, DataTypes) => {
  class Playlist extends Model {
    static associate(models) {
      Playlist.hasMany(models.PlaylistTrack, {
        as: 'playlistTracks',
        foreignKey: { name: 'PlaylistId', allowNull: false },
        onUpdate: 'NO ACTION',
        onDelete: 'NO ACTION',
      });
      Playlist.belongsToMany(models.Track, {
        as: 'tracks',
        through: { model: models.PlaylistTrack, unique: false },
        foreignKey: 'PlaylistId',
        otherKey: 'TrackId',
        onUpdate: 'NO ACTION',
        onDelete: 'NO ACTION',
      });
    }
  }

  Playlist.init(
    {
      PlaylistId: {
        type: DataTypes.INTEGER,
        allowNull: false,
        autoIncrement: true,
        primaryKey: true,
      },
      Name: { type: DataTypes.STRING(120) },
    },
    {
      sequelize,
      modelName: 'Playlist',
      tableName: 'Playlist',
      timestamps: false,
    },
  );

  return Playlist;
};
