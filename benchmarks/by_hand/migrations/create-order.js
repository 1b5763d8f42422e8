'use strict';
/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up(queryInterface, Sequelize) {
    await queryInterface.createTable('Orders', {
      id: {
        allowNull: false,
        defaultValue: Sequelize.UUIDV4,
        primaryKey: true,
        type: Sequelize.UUID
      },
      total: {
        defaultValue: 0,
        type: Sequelize.DECIMAL(10, 2)
      },
      status: {
        defaultValue: 'pending',
        type: Sequelize.ENUM('pending', 'paid', 'shipped')
      },
      createdAt: {
        allowNull: false,
        type: Sequelize.DATE
      },
      updatedAt: {
        allowNull: false,
        type: Sequelize.DATE
      }
    });
    await queryInterface.addIndex('Orders', ['status']);
  },
  async down(queryInterface, Sequelize) {
    await queryInterface.dropTable('Orders');
  }
};