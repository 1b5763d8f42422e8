'use strict';

const { Model } = require('sequelize');

module.exports = (sequelize, DataTypes) => {
  class Permission extends Model {
    static associate(models) {
      Permission.belongsToMany(models.Role, {
        as: 'roles',
        through: { model: models.RolePermission, unique: false },
        foreignKey: 'PermissionId',
        otherKey: 'RoleId',
        onUpdate: 'CASCADE',
        onDelete: 'CASCADE',
      });
    }
  }

  Permission.init(
    {
      id: {
        type: DataTypes.UUID,
        allowNull: false,
        defaultValue: DataTypes.UUIDV4,
        primaryKey: true,
      },
      key: {
        type: DataTypes.STRING(60),
        field: 'permission_key',
        allowNull: false,
        unique: 'permissions_permission_key_key',
      },
    },
    {
      sequelize,
      modelName: 'Permission',
      tableName: 'permissions',
      underscored: true,
    },
  );

  return Permission;
};
