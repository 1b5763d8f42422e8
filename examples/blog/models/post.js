'use strict';

const { Model } = require('sequelize');

module.exports = (sequelize, DataTypes) => {
  class Post extends Model {
    static associate(models) {
      Post.belongsTo(models.User, {
        as: 'author',
        foreignKey: { name: 'AuthorId', allowNull: false },
        onUpdate: 'CASCADE',
        onDelete: 'RESTRICT',
      });
      Post.hasMany(models.Comment, {
        as: 'comments',
        foreignKey: { name: 'PostId', allowNull: false },
        onUpdate: 'CASCADE',
        onDelete: 'CASCADE',
      });
      Post.belongsToMany(models.Tag, {
        as: 'tags',
        through: { model: models.PostTag, unique: false },
        foreignKey: 'PostId',
        otherKey: 'TagId',
        onUpdate: 'CASCADE',
        onDelete: 'CASCADE',
      });
    }
  }

  Post.init(
    {
      id: {
        type: DataTypes.INTEGER,
        allowNull: false,
        autoIncrement: true,
        primaryKey: true,
      },
      slug: {
        type: DataTypes.STRING(120),
        allowNull: false,
        unique: 'Posts_slug_key',
      },
      title: { type: DataTypes.STRING(200), allowNull: false },
      body: { type: DataTypes.TEXT, allowNull: false },
      status: {
        type: DataTypes.ENUM('draft', 'published'),
        allowNull: false,
        defaultValue: 'draft',
      },
      publishedAt: { type: DataTypes.DATE },
      AuthorId: { type: DataTypes.INTEGER, allowNull: false },
    },
    {
      sequelize,
      modelName: 'Post',
      tableName: 'Posts',
      paranoid: true,
      indexes: [
        { name: 'Posts_publishedAt_idx', fields: ['publishedAt'] },
        {
          name: 'Posts_status_publishedAt_idx',
          fields: ['status', 'publishedAt'],
        },
        { name: 'Posts_AuthorId_idx', fields: ['AuthorId'] },
      ],
    },
  );

  return Post;
};
