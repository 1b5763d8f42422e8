'use strict';

const { Model } = require('sequelize');

module.exports = (sequelize, DataTypes) => {
  class Comment extends Model {
    static associate(models) {
      Comment.belongsTo(models.Passenger, {
        as: 'passenger',
        foreignKey: { name: 'aboutId', allowNull: false },
        constraints: false,
      });
      Comment.belongsTo(models.Comment, {
        as: 'parent',
        foreignKey: { name: 'ParentId', allowNull: true },
        constraints: false,
      });
      Comment.hasMany(models.Comment, {
        as: 'replies',
        foreignKey: { name: 'ParentId', allowNull: true },
        constraints: false,
      });
    }
  }

  Comment.init(
    {
      id: {
        type: DataTypes.BIGINT,
        allowNull: false,
        autoIncrement: true,
        primaryKey: true,
      },
      body: { type: DataTypes.STRING, allowNull: false },
      aboutType: { type: DataTypes.STRING(20), allowNull: false },
      aboutId: { type: DataTypes.INTEGER, allowNull: false },
      ParentId: { type: DataTypes.BIGINT, allowNull: true },
    },
    {
      sequelize,
      modelName: 'Comment',
      tableName: 'Comments',
      indexes: [
        { name: 'Comments_aboutId_idx', fields: ['aboutId'] },
        { name: 'Comments_ParentId_idx', fields: ['ParentId'] },
      ],
    },
  );

  return Comment;
};
