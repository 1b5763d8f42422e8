'use strict';

/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up(queryInterface, Sequelize) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.createTable(
        'passenger_tags',
        {
          TagId: {
            type: Sequelize.STRING(30),
            allowNull: false,
            primaryKey: true,
            references: { model: 'Tags', key: 'label' },
            onUpdate: 'CASCADE',
            onDelete: 'CASCADE',
          },
          PassengerId: {
            type: Sequelize.STRING(100),
            allowNull: false,
            primaryKey: true,
            references: { model: 'Passengers', key: 'email' },
            onUpdate: 'CASCADE',
            onDelete: 'CASCADE',
          },
          createdAt: { type: Sequelize.DATE, allowNull: false },
          updatedAt: { type: Sequelize.DATE, allowNull: false },
        },
        { transaction },
      );
      await queryInterface.addIndex('passenger_tags', ['PassengerId'], {
        name: 'passenger_tags_PassengerId_idx',
        transaction,
      });
    });
  },

  async down(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.dropTable('passenger_tags', { transaction });
    });
  },
};
