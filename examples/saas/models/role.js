'use strict';

const { Model } = require('sequelize');

module.exports = (sequelize, DataTypes) => {
  class Role extends Model {
    static associate(models) {
      Role.belongsToMany(models.Permission, {
        as: 'permissions',
        through: { model: models.RolePermission, unique: false },
        foreignKey: 'RoleId',
        otherKey: 'PermissionId',
        onUpdate: 'CASCADE',
        onDelete: 'CASCADE',
      });
      Role.hasMany(models.Membership, {
        as: 'memberships',
        foreignKey: { name: 'RoleId', allowNull: false },
        onUpdate: 'CASCADE',
        onDelete: 'RESTRICT',
      });
    }
  }

  Role.init(
    {
      id: {
        type: DataTypes.UUID,
        allowNull: false,
        defaultValue: DataTypes.UUIDV4,
        primaryKey: true,
      },
      name: {
        type: DataTypes.STRING(40),
        allowNull: false,
        unique: 'roles_name_key',
      },
    },
    {
      sequelize,
      modelName: 'Role',
      tableName: 'roles',
      underscored: true,
    },
  );

  return Role;
};
