'use strict';

const stamps = (Sequelize) => ({
  created_at: { type: Sequelize.DATE, allowNull: false },
  updated_at: { type: Sequelize.DATE, allowNull: false },
});
const id = (Sequelize) => ({
  type: Sequelize.INTEGER,
  primaryKey: true,
  autoIncrement: true,
  allowNull: false,
});

module.exports = {
  async up(queryInterface, Sequelize) {
    await queryInterface.createTable('authors', {
      id: id(Sequelize),
      name: { type: Sequelize.STRING(120), allowNull: false },
      born_on: { type: Sequelize.DATEONLY },
      email: { type: Sequelize.STRING, unique: true },
      ...stamps(Sequelize),
    });
    await queryInterface.createTable('books', {
      id: id(Sequelize),
      title: { type: Sequelize.STRING, allowNull: false },
      isbn: { type: Sequelize.STRING(13), allowNull: false, unique: true },
      cents: { type: Sequelize.INTEGER, allowNull: false, defaultValue: 0 },
      stock: { type: Sequelize.INTEGER, allowNull: false, defaultValue: 0 },
      status: { type: Sequelize.STRING, allowNull: false, defaultValue: 'draft' },
      author_id: {
        type: Sequelize.INTEGER,
        allowNull: false,
        references: { model: 'authors', key: 'id' },
        onDelete: 'CASCADE',
      },
      ...stamps(Sequelize),
    });
    await queryInterface.addIndex('books', ['status']);
  },
  async down(queryInterface) {
    await queryInterface.dropTable('books');
    await queryInterface.dropTable('authors');
  },
};
