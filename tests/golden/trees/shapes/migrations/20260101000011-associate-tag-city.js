'use strict';

/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up(queryInterface, Sequelize) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.createTable(
        'CityTags',
        {
          TagId: {
            type: Sequelize.STRING(30),
            allowNull: false,
            primaryKey: true,
            references: { model: 'Tags', key: 'slug' },
            onUpdate: 'CASCADE',
            onDelete: 'RESTRICT',
          },
          CityId: {
            type: Sequelize.UUID,
            allowNull: false,
            primaryKey: true,
            references: { model: 'Cities', key: 'id' },
            onUpdate: 'CASCADE',
            onDelete: 'CASCADE',
          },
          weight: { type: Sequelize.DOUBLE, allowNull: false, defaultValue: 1 },
          createdAt: { type: Sequelize.DATE, allowNull: false },
          updatedAt: { type: Sequelize.DATE, allowNull: false },
        },
        { transaction },
      );
      await queryInterface.addIndex('CityTags', ['CityId'], {
        name: 'CityTags_CityId_idx',
        transaction,
      });
    });
  },

  async down(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.dropTable('CityTags', { transaction });
    });
  },
};
