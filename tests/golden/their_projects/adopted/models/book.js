'use strict';

const { Model } = require('sequelize');

module.exports = (sequelize, DataTypes) => {
  class Book extends Model {
    static associate(models) {
      Book.belongsTo(models.Author, {
        as: 'author',
        foreignKey: { name: 'authorId', allowNull: false },
        onUpdate: 'NO ACTION',
        onDelete: 'CASCADE',
      });
      Book.hasMany(models.Review, {
        as: 'reviews',
        foreignKey: { name: 'bookId', allowNull: false },
        onUpdate: 'NO ACTION',
        onDelete: 'CASCADE',
      });
      Book.belongsToMany(models.Tag, {
        as: 'tags',
        through: 'book_tags',
        foreignKey: 'bookId',
        otherKey: 'tagId',
        timestamps: false
      });
    }
  }

  Book.init(
    {
      id: {
        type: DataTypes.INTEGER,
        allowNull: false,
        autoIncrement: true,
        primaryKey: true,
      },
      title: { type: DataTypes.STRING, allowNull: false },
      isbn: {
        type: DataTypes.STRING(13),
        allowNull: false,
        unique: 'books_isbn_key',
        validate: { len: [10, 13] },
      },
      cents: {
        type: DataTypes.INTEGER,
        allowNull: false,
        defaultValue: 0,
        validate: { min: 0 },
      },
      // on the shelf
      stock: { type: DataTypes.INTEGER, allowNull: false, defaultValue: 0 },
      status: {
        type: DataTypes.STRING,
        allowNull: false,
        defaultValue: 'draft',
      },
      authorId: { type: DataTypes.INTEGER, allowNull: false },
    },
    {
      sequelize,
      modelName: 'Book',
      tableName: 'books',
      underscored: true,
      indexes: [{ name: 'books_status', fields: ['status'] }],
      scopes: {
        listed: { where: { status: 'listed' } },
        cheap(cents) {
          return { where: { cents: { [sequelize.Sequelize.Op.lte]: cents } } };
        }
      },
    },
  );

  return Book;
};
