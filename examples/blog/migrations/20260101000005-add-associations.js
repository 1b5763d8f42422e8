'use strict';

const { removeColumn } = require('./helpers/remove-column-1');

/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up(queryInterface, Sequelize) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.addColumn(
        'Posts',
        'AuthorId',
        {
          type: Sequelize.INTEGER,
          allowNull: false,
          references: { model: 'Users', key: 'id' },
          onUpdate: 'CASCADE',
          onDelete: 'RESTRICT',
        },
        { transaction },
      );
      await queryInterface.addIndex('Posts', ['AuthorId'], {
        name: 'Posts_AuthorId_idx',
        transaction,
      });

      await queryInterface.addColumn(
        'Comments',
        'PostId',
        {
          type: Sequelize.INTEGER,
          allowNull: false,
          references: { model: 'Posts', key: 'id' },
          onUpdate: 'CASCADE',
          onDelete: 'CASCADE',
        },
        { transaction },
      );
      await queryInterface.addIndex('Comments', ['PostId'], {
        name: 'Comments_PostId_idx',
        transaction,
      });

      await queryInterface.addColumn(
        'Comments',
        'AuthorId',
        {
          type: Sequelize.INTEGER,
          allowNull: true,
          references: { model: 'Users', key: 'id' },
          onUpdate: 'CASCADE',
          onDelete: 'SET NULL',
        },
        { transaction },
      );
      await queryInterface.addIndex('Comments', ['AuthorId'], {
        name: 'Comments_AuthorId_idx',
        transaction,
      });

      await queryInterface.addColumn(
        'Comments',
        'ParentId',
        {
          type: Sequelize.INTEGER,
          allowNull: true,
          references: { model: 'Comments', key: 'id' },
          onUpdate: 'CASCADE',
          onDelete: 'CASCADE',
        },
        { transaction },
      );
      await queryInterface.addIndex('Comments', ['ParentId'], {
        name: 'Comments_ParentId_idx',
        transaction,
      });
    });
  },

  async down(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await removeColumn(queryInterface, 'Comments', 'ParentId', {
        index: 'Comments_ParentId_idx',
        transaction,
      });
      await removeColumn(queryInterface, 'Comments', 'AuthorId', {
        index: 'Comments_AuthorId_idx',
        transaction,
      });
      await removeColumn(queryInterface, 'Comments', 'PostId', {
        index: 'Comments_PostId_idx',
        transaction,
      });
      await removeColumn(queryInterface, 'Posts', 'AuthorId', {
        index: 'Posts_AuthorId_idx',
        transaction,
      });
    });
  },
};
