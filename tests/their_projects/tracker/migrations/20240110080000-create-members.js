'use strict';

const stamps = (Sequelize) => ({
  created_at: { type: Sequelize.DATE, allowNull: false },
  updated_at: { type: Sequelize.DATE, allowNull: false },
});

module.exports = {
  async up(queryInterface, Sequelize) {
    const id = { type: Sequelize.INTEGER, primaryKey: true, autoIncrement: true, allowNull: false };
    await queryInterface.createTable('members', {
      id,
      nick: { type: Sequelize.STRING(30), allowNull: false, unique: true },
      mail: { type: Sequelize.STRING },
      ...stamps(Sequelize),
    });
    await queryInterface.createTable('projects', {
      id,
      name: { type: Sequelize.STRING(100), allowNull: false },
      budget: { type: Sequelize.DECIMAL(10, 2) },
      owner_id: {
        type: Sequelize.INTEGER,
        allowNull: false,
        references: { model: 'members', key: 'id' },
      },
      ...stamps(Sequelize),
    });
    await queryInterface.createTable('tasks', {
      id,
      title: { type: Sequelize.STRING, allowNull: false },
      priority: { type: Sequelize.INTEGER, allowNull: false, defaultValue: 3 },
      done_on: { type: Sequelize.DATEONLY },
      project_id: {
        type: Sequelize.INTEGER,
        allowNull: false,
        references: { model: 'projects', key: 'id' },
        onDelete: 'CASCADE',
      },
      ...stamps(Sequelize),
    });
  },
  async down(queryInterface) {
    for (const table of ['tasks', 'projects', 'members']) await queryInterface.dropTable(table);
  },
};
