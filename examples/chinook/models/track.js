'use strict';

const { Model } = require('sequelize');

module.exports = (sequelize, DataTypes) => {
  class Track extends Model {
    static associate(models) {
      Track.belongsTo(models.Album, {
        as: 'album',
        foreignKey: { name: 'AlbumId', allowNull: true },
        onUpdate: 'NO ACTION',
        onDelete: 'NO ACTION',
      });
      Track.belongsTo(models.MediaType, {
        as: 'mediaType',
        foreignKey: { name: 'MediaTypeId', allowNull: false },
        onUpdate: 'NO ACTION',
        onDelete: 'NO ACTION',
      });
      Track.belongsTo(models.Genre, {
        as: 'genre',
        foreignKey: { name: 'GenreId', allowNull: true },
        onUpdate: 'NO ACTION',
        onDelete: 'NO ACTION',
      });
      Track.hasMany(models.InvoiceLine, {
        as: 'invoiceLines',
        foreignKey: { name: 'TrackId', allowNull: false },
        onUpdate: 'NO ACTION',
        onDelete: 'NO ACTION',
      });
      Track.hasMany(models.PlaylistTrack, {
        as: 'playlistTracks',
        foreignKey: { name: 'TrackId', allowNull: false },
        onUpdate: 'NO ACTION',
        onDelete: 'NO ACTION',
      });
      Track.belongsToMany(models.Playlist, {
        as: 'playlists',
        through: { model: models.PlaylistTrack, unique: false },
        foreignKey: 'TrackId',
        otherKey: 'PlaylistId',
        onUpdate: 'NO ACTION',
        onDelete: 'NO ACTION',
      });
    }
  }

  Track.init(
    {
      TrackId: {
        type: DataTypes.INTEGER,
        allowNull: false,
        autoIncrement: true,
        primaryKey: true,
      },
      Name: { type: DataTypes.STRING(200), allowNull: false },
      Composer: { type: DataTypes.STRING(220) },
      Milliseconds: { type: DataTypes.INTEGER, allowNull: false },
      Bytes: { type: DataTypes.INTEGER },
      UnitPrice: { type: DataTypes.DECIMAL(10, 2), allowNull: false },
      AlbumId: { type: DataTypes.INTEGER, allowNull: true },
      MediaTypeId: { type: DataTypes.INTEGER, allowNull: false },
      GenreId: { type: DataTypes.INTEGER, allowNull: true },
    },
    {
      sequelize,
      modelName: 'Track',
      tableName: 'Track',
      timestamps: false,
      indexes: [
        { name: 'Track_AlbumId_idx', fields: ['AlbumId'] },
        { name: 'Track_MediaTypeId_idx', fields: ['MediaTypeId'] },
        { name: 'Track_GenreId_idx', fields: ['GenreId'] },
      ],
    },
  );

  return Track;
};
