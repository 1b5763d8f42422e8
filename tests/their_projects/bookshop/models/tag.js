'use strict';

module.exports = (sequelize, DataTypes) => {
  const Tag = sequelize.define('Tag', {
    label: { type: DataTypes.STRING(40), allowNull: false, unique: true },
  }, { timestamps: false });

  Tag.associate = (models) => {
    Tag.belongsToMany(models.Book, {
      as: 'books',
      through: 'book_tags',
      foreignKey: 'tagId',
      otherKey: 'bookId',
      timestamps: false,
    });
  };

  return Tag;
};
