'use strict';

const { Model } = require('sequelize');

module.exports = (sequelize, DataTypes) => {
  class PlaylistTrack extends Model {
    static associate(models) {
      PlaylistTrack.belongsTo(models.Playlist, {
        as: 'playlist',
        foreignKey: { name: 'PlaylistId', allowNull: false },
        onUpdate: 'NO ACTION',
        onDelete: 'NO ACTION',
      });
      PlaylistTrack.belongsTo(models.Track, {
        as: 'track',
        foreignKey: { name: 'TrackId', allowNull: false },
        onUpdate: 'NO ACTION',
        onDelete: 'NO ACTION',
      });
    }
  }

  PlaylistTrack.init(
    {
      PlaylistId: {
        type: DataTypes.INTEGER,
        allowNull: false,
        primaryKey: true,
        references: { model: 'Playlist', key: 'PlaylistId' },
        onUpdate: 'NO ACTION',
        onDelete: 'NO ACTION',
      },
      TrackId: {
        type: DataTypes.INTEGER,
        allowNull: false,
        primaryKey: true,
        references: { model: 'Track', key: 'TrackId' },
        onUpdate: 'NO ACTION',
        onDelete: 'NO ACTION',
      },
    },
    {
      sequelize,
      modelName: 'PlaylistTrack',
      tableName: 'PlaylistTrack',
      timestamps: false,
      indexes: [
        { name: 'PlaylistTrack_PlaylistId_idx', fields: ['PlaylistId'] },
        { name: 'PlaylistTrack_TrackId_idx', fields: ['TrackId'] },
      ],
    },
  );

  return PlaylistTrack;
};
