'use strict';

const { Model } = require('sequelize');

module.exports = (sequelize, DataTypes) => {
  class Medicine extends Model {}

  Medicine.init(
    {
      id: {
        type: DataTypes.INTEGER,
        allowNull: false,
        autoIncrement: true,
        primaryKey: true,
      },
      name: {
        type: DataTypes.STRING(120),
        allowNull: false,
        unique: 'Medicines_name_key',
      },
      code: {
        type: DataTypes.CHAR(8),
        allowNull: false,
        unique: 'Medicines_code_key',
      },
    },
    {
      sequelize,
      modelName: 'Medicine',
      tableName: 'Medicines',
    },
  );

  return Medicine;
};
