'use strict';

/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up(queryInterface, Sequelize) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.createTable(
        'Posts',
        {
          id: {
            type: Sequelize.INTEGER,
            allowNull: false,
            autoIncrement: true,
            primaryKey: true,
          },
          slug: { type: Sequelize.STRING(120), allowNull: false },
          title: { type: Sequelize.STRING(200), allowNull: false },
          body: { type: Sequelize.TEXT, allowNull: false },
          status: {
            type: Sequelize.ENUM('draft', 'published'),
            allowNull: false,
            defaultValue: 'draft',
          },
          publishedAt: { type: Sequelize.DATE },
          createdAt: { type: Sequelize.DATE, allowNull: false },
          updatedAt: { type: Sequelize.DATE, allowNull: false },
          deletedAt: { type: Sequelize.DATE },
        },
        {
          uniqueKeys: {
            Posts_slug_key: { fields: ['slug'] },
          },
          transaction,
        },
      );
      await queryInterface.addIndex('Posts', ['publishedAt'], {
        name: 'Posts_publishedAt_idx',
        transaction,
      });
      await queryInterface.addIndex('Posts', ['status', 'publishedAt'], {
        name: 'Posts_status_publishedAt_idx',
        transaction,
      });
    });
  },

  async down(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.dropTable('Posts', { transaction });
      if (queryInterface.sequelize.getDialect() === 'postgres') {
        await queryInterface.sequelize.query(
          'DROP TYPE IF EXISTS "enum_Posts_status"',
          { transaction },
        );
      }
    });
  },
};
