'use strict';

const { Model } = require('sequelize');

module.exports = (sequelize, DataTypes) => {
  class passenger_tag extends Model {}

  passenger_tag.init(
    {
      TagId: {
        type: DataTypes.STRING(30),
        allowNull: false,
        primaryKey: true,
        references: { model: 'Tags', key: 'label' },
        onUpdate: 'CASCADE',
        onDelete: 'CASCADE',
      },
      PassengerId: {
        type: DataTypes.STRING(100),
        allowNull: false,
        primaryKey: true,
        references: { model: 'Passengers', key: 'email' },
        onUpdate: 'CASCADE',
        onDelete: 'CASCADE',
      },
    },
    {
      sequelize,
      modelName: 'passenger_tag',
      tableName: 'passenger_tags',
      indexes: [
        { name: 'passenger_tags_PassengerId_idx', fields: ['PassengerId'] },
      ],
    },
  );

  return passenger_tag;
};
