'use strict';

/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up (queryInterface, Sequelize) {
    /**
     * Add altering commands here.
     *
     * Example:
     * await queryInterface.createTable('users', { id: Sequelize.INTEGER });
     */
    await queryInterface.addColumn('Orders', 'CustomerId', {
      type: Sequelize.UUID,
      references: { model: 'Customers', key: 'id' },
      onUpdate: 'CASCADE',
      onDelete: 'SET NULL'
    });
    await queryInterface.addIndex('Orders', ['CustomerId']);
    await queryInterface.addColumn('Orders', 'PaymentId', {
      type: Sequelize.UUID,
      references: { model: 'Payments', key: 'id' },
      onUpdate: 'CASCADE',
      onDelete: 'SET NULL'
    });
    await queryInterface.addIndex('Orders', ['PaymentId'], { unique: true });
    await queryInterface.addColumn('Products', 'OrderId', {
      type: Sequelize.UUID,
      references: { model: 'Orders', key: 'id' },
      onUpdate: 'CASCADE',
      onDelete: 'SET NULL'
    });
    await queryInterface.addIndex('Products', ['OrderId']);
    await queryInterface.createTable('ProductTags', {
      ProductId: {
        type: Sequelize.UUID,
        primaryKey: true,
        references: { model: 'Products', key: 'id' },
        onUpdate: 'CASCADE',
        onDelete: 'CASCADE'
      },
      TagId: {
        type: Sequelize.UUID,
        primaryKey: true,
        references: { model: 'Tags', key: 'id' },
        onUpdate: 'CASCADE',
        onDelete: 'CASCADE'
      },
      createdAt: { type: Sequelize.DATE, allowNull: false },
      updatedAt: { type: Sequelize.DATE, allowNull: false }
    });
    await queryInterface.addIndex('ProductTags', ['TagId']);
  },

  async down (queryInterface, Sequelize) {
    /**
     * Add reverting commands here.
     *
     * Example:
     * await queryInterface.dropTable('users');
     */
    await queryInterface.dropTable('ProductTags');
    await queryInterface.removeColumn('Products', 'OrderId');
    await queryInterface.removeColumn('Orders', 'PaymentId');
    await queryInterface.removeColumn('Orders', 'CustomerId');
  }
};
