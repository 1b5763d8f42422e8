'use strict';

module.exports = {
  async up(queryInterface, Sequelize) {
    const key = (model) => ({
      type: Sequelize.INTEGER,
      allowNull: false,
      references: { model, key: 'id' },
      onDelete: 'CASCADE',
    });
    const id = { type: Sequelize.INTEGER, primaryKey: true, autoIncrement: true, allowNull: false };
    await queryInterface.createTable('reviews', {
      id,
      stars: { type: Sequelize.SMALLINT, allowNull: false },
      body: { type: Sequelize.TEXT },
      book_id: key('books'),
      created_at: { type: Sequelize.DATE, allowNull: false },
      updated_at: { type: Sequelize.DATE, allowNull: false },
    });
    await queryInterface.createTable('tags', {
      id,
      label: { type: Sequelize.STRING(40), allowNull: false, unique: true },
    });
    await queryInterface.createTable('book_tags', {
      book_id: { ...key('books'), primaryKey: true },
      tag_id: { ...key('tags'), primaryKey: true },
    });
  },
  async down(queryInterface) {
    await queryInterface.dropTable('book_tags');
    await queryInterface.dropTable('tags');
    await queryInterface.dropTable('reviews');
  },
};
