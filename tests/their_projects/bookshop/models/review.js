'use strict';

module.exports = (sequelize, DataTypes) => {
  const Review = sequelize.define('Review', {
    stars: {
      type: DataTypes.SMALLINT,
      allowNull: false,
      validate: { min: 1, max: 5 },
    },
    body: {
      type: DataTypes.TEXT,
    },
  }, {
    defaultScope: { order: [['stars', 'DESC']] },
    hooks: {
      async afterCreate(review, options) {
        await sequelize.models.Book.increment('stock', {
          by: 0,
          where: { id: review.bookId },
          transaction: options.transaction,
        });
      },
    },
  });

  Review.associate = ({ Book }) => {
    Review.belongsTo(Book, { as: 'book', foreignKey: { name: 'bookId', allowNull: false } });
  };

  return Review;
};
