'use strict';

const { Model } = require('sequelize');

module.exports = (sequelize, DataTypes) => {
  class Tag extends Model {
    static associate(models) {
      Tag.belongsToMany(models.Post, {
        as: 'posts',
        through: { model: models.PostTag, unique: false },
        foreignKey: 'TagId',
        otherKey: 'PostId',
        onUpdate: 'CASCADE',
        onDelete: 'CASCADE',
      });
    }
  }

  Tag.init(
    {
      id: {
        type: DataTypes.INTEGER,
        allowNull: false,
        autoIncrement: true,
        primaryKey: true,
      },
      name: {
        type: DataTypes.STRING(40),
        allowNull: false,
        unique: 'Tags_name_key',
      },
    },
    {
      sequelize,
      modelName: 'Tag',
      tableName: 'Tags',
    },
  );

  return Tag;
};
