'use strict';

const { Model } = require('sequelize');

module.exports = (sequelize, DataTypes) => {
  class User extends Model {
    static associate(models) {
      User.hasMany(models.Post, {
        as: 'posts',
        foreignKey: { name: 'AuthorId', allowNull: false },
        onUpdate: 'CASCADE',
        onDelete: 'RESTRICT',
      });
      User.hasMany(models.Comment, {
        as: 'comments',
        foreignKey: { name: 'AuthorId', allowNull: true },
        onUpdate: 'CASCADE',
        onDelete: 'SET NULL',
      });
    }
  }

  User.init(
    {
      id: {
        type: DataTypes.INTEGER,
        allowNull: false,
        autoIncrement: true,
        primaryKey: true,
      },
      email: {
        type: DataTypes.STRING(254),
        allowNull: false,
        unique: 'Users_email_key',
      },
      name: { type: DataTypes.STRING(80), allowNull: false },
    },
    {
      sequelize,
      modelName: 'User',
      tableName: 'Users',
    },
  );

  return User;
};
