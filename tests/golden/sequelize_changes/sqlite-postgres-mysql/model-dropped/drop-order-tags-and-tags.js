'use strict';

/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.dropTable('OrderTags', { transaction });
      await queryInterface.dropTable('Tags', { transaction });
    });
  },

  async down(queryInterface, Sequelize) {
    // This does not bring back all rows of table OrderTags.
    // This does not bring back all rows of table Tags.
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.createTable(
        'Tags',
        {
          id: {
            type: Sequelize.INTEGER,
            allowNull: false,
            autoIncrement: true,
            primaryKey: true,
          },
          label: { type: Sequelize.STRING },
          createdAt: { type: Sequelize.DATE, allowNull: false },
          updatedAt: { type: Sequelize.DATE, allowNull: false },
        },
        {
          uniqueKeys: {
            Tags_label_key: { fields: ['label'] },
          },
          transaction,
        },
      );

      await queryInterface.createTable(
        'OrderTags',
        {
          OrderId: {
            type: Sequelize.INTEGER,
            allowNull: false,
            primaryKey: true,
            references: { model: 'Orders', key: 'id' },
            onUpdate: 'CASCADE',
            onDelete: 'CASCADE',
          },
          TagId: {
            type: Sequelize.INTEGER,
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
      await queryInterface.addIndex('OrderTags', ['TagId'], {
        name: 'OrderTags_TagId_idx',
        transaction,
      });
    });
  },
};
