'use strict';

const { Model } = require('sequelize');

module.exports = (sequelize, DataTypes) => {
  class Comment extends Model {
    static associate(models) {
      Comment.belongsTo(models.Post, {
        as: 'post',
        foreignKey: { name: 'PostId', allowNull: false },
        onUpdate: 'CASCADE',
        onDelete: 'CASCADE',
      });
      Comment.belongsTo(models.User, {
        as: 'author',
        foreignKey: { name: 'AuthorId', allowNull: true },
        onUpdate: 'CASCADE',
        onDelete: 'SET NULL',
      });
      Comment.belongsTo(models.Comment, {
        as: 'parent',
        foreignKey: { name: 'ParentId', allowNull: true },
        onUpdate: 'CASCADE',
        onDelete: 'CASCADE',
      });
      Comment.hasMany(models.Comment, {
        as: 'replies',
        foreignKey: { name: 'ParentId', allowNull: true },
        onUpdate: 'CASCADE',
        onDelete: 'CASCADE',
      });
    }
  }

  Comment.init(
    {
      id: {
        type: DataTypes.INTEGER,
        allowNull: false,
        autoIncrement: true,
        primaryKey: true,
      },
      text: { type: DataTypes.TEXT, allowNull: false },
      PostId: { type: DataTypes.INTEGER, allowNull: false },
      AuthorId: { type: DataTypes.INTEGER, allowNull: true },
      ParentId: { type: DataTypes.INTEGER, allowNull: true },
    },
    {
      sequelize,
      modelName: 'Comment',
      tableName: 'Comments',
      indexes: [
        { name: 'Comments_PostId_idx', fields: ['PostId'] },
        { name: 'Comments_AuthorId_idx', fields: ['AuthorId'] },
        { name: 'Comments_ParentId_idx', fields: ['ParentId'] },
      ],
    },
  );

  return Comment;
};
