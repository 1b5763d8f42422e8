'use strict';

module.exports = (sequelize, DataTypes) => {
  const Author = sequelize.define('Author', {
    // As on the cover of their books.
    name: {
      type: DataTypes.STRING(120),
      allowNull: false,
      validate: { notEmpty: { msg: 'an author has a name' } },
      set(value) {
        this.setDataValue('name', value.trim());
      },
    },
    bornOn: DataTypes.DATEONLY,
    email: {
      type: DataTypes.STRING,
      unique: true,
      validate: { isEmail: true },
    },
  }, {
    hooks: {
      beforeValidate(author) {
        if (author.email) author.email = author.email.toLowerCase();
      },
    },
  });

  Author.associate = function (models) {
    Author.hasMany(models.Book, { as: 'books', foreignKey: 'authorId' });
  };

  Author.prototype.initials = function () {
    return this.name.split(' ').map((part) => part[0]).join('');
  };

  return Author;
};
