'use strict';

module.exports = (sequelize, DataTypes) => {
  const Book = sequelize.define('Book', {
    title: { type: DataTypes.STRING, allowNull: false },
    isbn: { type: DataTypes.STRING(13), allowNull: false, unique: true, validate: { len: [10, 13] } },
    cents: { type: DataTypes.INTEGER, allowNull: false, defaultValue: 0, validate: { min: 0 } },
    stock: { type: DataTypes.INTEGER, allowNull: false, defaultValue: 0 }, // on the shelf
    status: { type: DataTypes.ENUM('draft', 'listed', 'gone'), allowNull: false, defaultValue: 'draft' }
  }, {
    scopes: {
      listed: { where: { status: 'listed' } },
      cheap(cents) {
        return { where: { cents: { [sequelize.Sequelize.Op.lte]: cents } } };
      }
    },
    indexes: [{ fields: ['status'] }]
  });

  Book.associate = (models) => {
    Book.belongsTo(models.Author, { as: 'author', foreignKey: { name: 'authorId', allowNull: false } });
    Book.hasMany(models.Review, { as: 'reviews', foreignKey: 'bookId' });
    Book.belongsToMany(models.Tag, {
      as: 'tags',
      through: 'book_tags',
      foreignKey: 'bookId',
      otherKey: 'tagId',
      timestamps: false
    });
  };

  return Book;
};
