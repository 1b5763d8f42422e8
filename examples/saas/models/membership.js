'use strict';

const { Model } = require('sequelize');

module.exports = (sequelize, DataTypes) => {
  class Membership extends Model {
    static associate(models) {
      Membership.belongsTo(models.Tenant, {
        as: 'tenant',
        foreignKey: { name: 'TenantId', allowNull: false },
        onUpdate: 'CASCADE',
        onDelete: 'CASCADE',
      });
      Membership.belongsTo(models.User, {
        as: 'user',
        foreignKey: { name: 'UserId', allowNull: false },
        onUpdate: 'CASCADE',
        onDelete: 'CASCADE',
      });
      Membership.belongsTo(models.Role, {
        as: 'role',
        foreignKey: { name: 'RoleId', allowNull: false },
        onUpdate: 'CASCADE',
        onDelete: 'RESTRICT',
      });
    }
  }

  Membership.init(
    {
      TenantId: {
        type: DataTypes.UUID,
        allowNull: false,
        primaryKey: true,
        references: { model: 'tenants', key: 'id' },
        onUpdate: 'CASCADE',
        onDelete: 'CASCADE',
      },
      UserId: {
        type: DataTypes.UUID,
        allowNull: false,
        primaryKey: true,
        references: { model: 'users', key: 'id' },
        onUpdate: 'CASCADE',
        onDelete: 'CASCADE',
      },
      RoleId: {
        type: DataTypes.UUID,
        allowNull: false,
        references: { model: 'roles', key: 'id' },
        onUpdate: 'CASCADE',
        onDelete: 'RESTRICT',
      },
    },
    {
      sequelize,
      modelName: 'Membership',
      tableName: 'memberships',
      underscored: true,
      indexes: [
        { name: 'memberships_user_id_idx', fields: ['user_id'] },
        { name: 'memberships_role_id_idx', fields: ['role_id'] },
      ],
    },
  );

  return Membership;
};
