'use strict';

const { Model } = require('sequelize');

module.exports = (sequelize, DataTypes) => {
  class Review extends Model {
    static associate(models) {
      Review.belongsTo(models.Book, {
        as: 'book',
        foreignKey: { name: 'bookId', allowNull: false },
        onUpdate: 'NO ACTION',
        onDelete: 'CASCADE',
      });
    }
  }

  Review.init(
    {
      id: {
        type: DataTypes.INTEGER,
        allowNull: false,
        autoIncrement: true,
        primaryKey: true,
      },
      stars: {
        type: DataTypes.SMALLINT,
        allowNull: false,
        validate: { min: 1, max: 5 },
      },
      body: { type: DataTypes.TEXT },
      bookId: { type: DataTypes.INTEGER, allowNull: false },
    },
    {
      sequelize,
      modelName: 'Review',
      tableName: 'reviews',
      underscored: true,
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
    },
  );

  return Review;
};
