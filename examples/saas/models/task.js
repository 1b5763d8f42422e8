'use strict';

const { Model } = require('sequelize');

module.exports = (sequelize, DataTypes) => {
  class Task extends Model {
    static associate(models) {
      Task.belongsTo(models.Project, {
        as: 'project',
        foreignKey: { name: 'ProjectId', allowNull: false },
        onUpdate: 'CASCADE',
        onDelete: 'CASCADE',
      });
      Task.belongsTo(models.User, {
        as: 'assignee',
        foreignKey: { name: 'AssigneeId', allowNull: true },
        onUpdate: 'CASCADE',
        onDelete: 'SET NULL',
      });
    }
  }

  Task.init(
    {
      id: {
        type: DataTypes.UUID,
        allowNull: false,
        defaultValue: DataTypes.UUIDV4,
        primaryKey: true,
      },
      title: { type: DataTypes.STRING(200), allowNull: false },
      position: { type: DataTypes.INTEGER, allowNull: false, defaultValue: 0 },
      dueOn: { type: DataTypes.DATEONLY },
      ProjectId: { type: DataTypes.UUID, allowNull: false },
      AssigneeId: { type: DataTypes.UUID, allowNull: true },
    },
    {
      sequelize,
      modelName: 'Task',
      tableName: 'tasks',
      underscored: true,
      indexes: [
        {
          name: 'tasks_project_id_position_idx',
          fields: ['project_id', 'position'],
        },
        { name: 'tasks_project_id_idx', fields: ['project_id'] },
        { name: 'tasks_assignee_id_idx', fields: ['assignee_id'] },
      ],
    },
  );

  return Task;
};
