'use strict';

const { Model } = require('sequelize');

module.exports = (sequelize, DataTypes) => {
  class Tag extends Model {
    static associate(models) {
      Tag.belongsToMany(models.Book, {
        as: 'books',
        through: 'book_tags',
        foreignKey: 'tagId',
        otherKey: 'bookId',
        timestamps: false,
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
      label: {
        type: DataTypes.STRING(40),
        allowNull: false,
        unique: 'tags_label_key',
      },
    },
    {
      sequelize,
      modelName: 'Tag',
      tableName: 'tags',
      timestamps: false,
      underscored: true,
    },
  );

  return Tag;
};
