'use strict';

const { Model } = require('sequelize');

module.exports = (sequelize, DataTypes) => {
  class Author extends Model {
    static associate(models) {
      Author.hasMany(models.Book, {
        as: 'books',
        foreignKey: { name: 'authorId', allowNull: false },
        onUpdate: 'NO ACTION',
        onDelete: 'CASCADE',
      });
    }
  }

  Author.init(
    {
      id: {
        type: DataTypes.INTEGER,
        allowNull: false,
        autoIncrement: true,
        primaryKey: true,
      },
      // As on the cover of their books.
      name: {
        type: DataTypes.STRING(120),
        allowNull: false,
        validate: { notEmpty: { msg: 'an author has a name' } },
        set(value) {
          this.setDataValue('name', value.trim());
        },
      },
      bornOn: { type: DataTypes.DATEONLY },
      email: {
        type: DataTypes.STRING,
        unique: 'authors_email_key',
        validate: { isEmail: true },
      },
    },
    {
      sequelize,
      modelName: 'Author',
      tableName: 'authors',
      underscored: true,
      hooks: {
        beforeValidate(author) {
          if (author.email) author.email = author.email.toLowerCase();
        },
      },
    },
  );

  Author.prototype.initials = function () {
    return this.name.split(' ').map((part) => part[0]).join('');
  };

  return Author;
};
