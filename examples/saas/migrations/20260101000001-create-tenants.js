'use strict';

/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up(queryInterface, Sequelize) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.createTable(
        'tenants',
        {
          id: {
            type: Sequelize.UUID,
            allowNull: false,
            defaultValue: Sequelize.UUIDV4,
            primaryKey: true,
          },
          name: { type: Sequelize.STRING(100), allowNull: false },
          slug: { type: Sequelize.STRING(60), allowNull: false },
          plan: {
            type: Sequelize.ENUM('free', 'team', 'enterprise'),
            allowNull: false,
            defaultValue: 'free',
          },
          created_at: { type: Sequelize.DATE, allowNull: false },
          updated_at: { type: Sequelize.DATE, allowNull: false },
        },
        {
          uniqueKeys: {
            tenants_slug_key: { fields: ['slug'] },
          },
          transaction,
        },
      );
    });
  },

  async down(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.dropTable('tenants', { transaction });
      if (queryInterface.sequelize.getDialect() === 'postgres') {
        await queryInterface.sequelize.query(
          'DROP TYPE IF EXISTS "enum_tenants_plan"',
          { transaction },
        );
      }
    });
  },
};
