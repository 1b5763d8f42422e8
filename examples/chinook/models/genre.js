'use strict';

const { Model } = require('sequelize');

module.exports = (sequelize, DataTypes) => {
  class Genre extends Model {
    static associate(models) {
      Genre.hasMany(models.Track, {
        as: 'tracks',
        foreignKey: { name: 'GenreId', allowNull: true },
        onUpdate: 'NO ACTION',
        onDelete: 'NO ACTION',
      });
    }
  }

  Genre.init(
    {
      GenreId: {
        type: DataTypes.INTEGER,
        allowNull: false,
        autoIncrement: true,
        primaryKey: true,
      },
      Name: { type: DataTypes.STRING(120) },
    },
    {
      sequelize,
      modelName: 'Genre',
      tableName: 'Genre',
      timestamps: false,
    },
  );

  return Genre;
};
