'use strict';

const { removeIndex } = require('./helpers/indexes-1');
const { removeColumn } = require('./helpers/remove-column-1');

/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up(queryInterface, Sequelize) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.addColumn(
        'projects',
        'tenant_id',
        {
          type: Sequelize.UUID,
          allowNull: false,
          references: { model: 'tenants', key: 'id' },
          onUpdate: 'CASCADE',
          onDelete: 'CASCADE',
        },
        { transaction },
      );
      await queryInterface.addIndex('projects', ['tenant_id'], {
        name: 'projects_tenant_id_idx',
        transaction,
      });

      await queryInterface.addColumn(
        'tasks',
        'project_id',
        {
          type: Sequelize.UUID,
          allowNull: false,
          references: { model: 'projects', key: 'id' },
          onUpdate: 'CASCADE',
          onDelete: 'CASCADE',
        },
        { transaction },
      );
      await queryInterface.addIndex('tasks', ['project_id'], {
        name: 'tasks_project_id_idx',
        transaction,
      });

      await queryInterface.addColumn(
        'tasks',
        'assignee_id',
        {
          type: Sequelize.UUID,
          allowNull: true,
          references: { model: 'users', key: 'id' },
          onUpdate: 'CASCADE',
          onDelete: 'SET NULL',
        },
        { transaction },
      );
      await queryInterface.addIndex('tasks', ['assignee_id'], {
        name: 'tasks_assignee_id_idx',
        transaction,
      });

      await queryInterface.addIndex('projects', ['tenant_id', 'name'], {
        name: 'projects_tenant_id_name_key',
        unique: true,
        transaction,
      });

      await queryInterface.addIndex('tasks', ['project_id', 'position'], {
        name: 'tasks_project_id_position_idx',
        transaction,
      });
    });
  },

  async down(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await removeIndex(
        queryInterface,
        'tasks',
        'tasks_project_id_position_idx',
        'project_id',
        transaction,
      );
      await removeIndex(
        queryInterface,
        'projects',
        'projects_tenant_id_name_key',
        'tenant_id',
        transaction,
      );
      await removeColumn(queryInterface, 'tasks', 'assignee_id', {
        index: 'tasks_assignee_id_idx',
        transaction,
      });
      await removeColumn(queryInterface, 'tasks', 'project_id', {
        index: 'tasks_project_id_idx',
        transaction,
      });
      await removeColumn(queryInterface, 'projects', 'tenant_id', {
        index: 'projects_tenant_id_idx',
        transaction,
      });
    });
  },
};
