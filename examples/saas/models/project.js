'use strict';

const { Model } = require('sequelize');

module.exports = (sequelize, DataTypes) => {
  class Project extends Model {
    static associate(models) {
      Project.belongsTo(models.Tenant, {
        as: 'tenant',
        foreignKey: { name: 'TenantId', allowNull: false },
        onUpdate: 'CASCADE',
        onDelete: 'CASCADE',
      });
      Project.hasMany(models.Task, {
        as: 'tasks',
        foreignKey: { name: 'ProjectId', allowNull: false },
        onUpdate: 'CASCADE',
        onDelete: 'CASCADE',
      });
    }
  }

  Project.init(
    {
      id: {
        type: DataTypes.UUID,
        allowNull: false,
        defaultValue: DataTypes.UUIDV4,
        primaryKey: true,
      },
      name: { type: DataTypes.STRING(100), allowNull: false },
      archived: {
        type: DataTypes.BOOLEAN,
        allowNull: false,
        defaultValue: false,
      },
      TenantId: { type: DataTypes.UUID, allowNull: false },
    },
    {
      sequelize,
      modelName: 'Project',
      tableName: 'projects',
      underscored: true,
      indexes: [
        {
          name: 'projects_tenant_id_name_key',
          fields: ['tenant_id', 'name'],
          unique: true,
        },
        { name: 'projects_tenant_id_idx', fields: ['tenant_id'] },
      ],
    },
  );

  return Project;
};
