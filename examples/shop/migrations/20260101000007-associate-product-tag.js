'use strict';

/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up(queryInterface, Sequelize) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.createTable(
        'ProductTags',
        {
          ProductId: {
            type: Sequelize.UUID,
            allowNull: false,
            primaryKey: true,
            references: { model: 'Products', key: 'id' },
            onUpdate: 'CASCADE',
            onDelete: 'CASCADE',
          },
          TagId: {
            type: Sequelize.UUID,
            allowNull: false,
            primaryKey: true,
            references: { model: 'Tags', key: 'id' },
            onUpdate: 'CASCADE',
            onDelete: 'CASCADE',
          },
          createdAt: { type: Sequelize.DATE, allowNull: false },
          updatedAt: { type: Sequelize.DATE, allowNull: false },
        },
        { transaction },
      );
      await queryInterface.addIndex('ProductTags', ['TagId'], {
        name: 'ProductTags_TagId_idx',
        transaction,
      });
    });
  },

  async down(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.dropTable('ProductTags', { transaction });
    });
  },
};
