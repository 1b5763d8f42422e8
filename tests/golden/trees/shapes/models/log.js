'use strict';

const { Model } = require('sequelize');

module.exports = (sequelize, DataTypes) => {
  class Log extends Model {
    static associate(models) {
      Log.belongsTo(models.Passenger, {
        as: 'passenger',
        foreignKey: { name: 'PassengerId', allowNull: true },
        onUpdate: 'CASCADE',
        onDelete: 'SET NULL',
      });
    }
  }

  Log.init(
    {
      text: { type: DataTypes.STRING },
      PassengerId: { type: DataTypes.INTEGER, allowNull: true },
    },
    {
      sequelize,
      modelName: 'Log',
      tableName: 'Logs',
      createdAt: 'at',
      updatedAt: false,
      indexes: [{ name: 'Logs_PassengerId_idx', fields: ['PassengerId'] }],
    },
  );
  // The table has no key, and Sequelize would add an id.
  Log.removeAttribute('id');

  return Log;
};
