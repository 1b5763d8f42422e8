'use strict';

const { Model } = require('sequelize');

module.exports = (sequelize, DataTypes) => {
  class Tenant extends Model {
    static associate(models) {
      Tenant.hasMany(models.Membership, {
        as: 'memberships',
        foreignKey: { name: 'TenantId', allowNull: false },
        onUpdate: 'CASCADE',
        onDelete: 'CASCADE',
      });
      Tenant.hasMany(models.Project, {
        as: 'projects',
        foreignKey: { name: 'TenantId', allowNull: false },
        onUpdate: 'CASCADE',
        onDelete: 'CASCADE',
      });
    }
  }

  Tenant.init(
    {
      id: {
        type: DataTypes.UUID,
        allowNull: false,
        defaultValue: DataTypes.UUIDV4,
        primaryKey: true,
      },
      name: { type: DataTypes.STRING(100), allowNull: false },
      slug: {
        type: DataTypes.STRING(60),
        allowNull: false,
        unique: 'tenants_slug_key',
      },
      plan: {
        type: DataTypes.ENUM('free', 'team', 'enterprise'),
        allowNull: false,
        defaultValue: 'free',
      },
    },
    {
      sequelize,
      modelName: 'Tenant',
      tableName: 'tenants',
      underscored: true,
    },
  );

  return Tenant;
};
