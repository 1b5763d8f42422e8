'use strict';

/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up(queryInterface, Sequelize) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.createTable(
        'PlaylistTrack',
        {
          PlaylistId: {
            type: Sequelize.INTEGER,
            allowNull: false,
            primaryKey: true,
            references: { model: 'Playlist', key: 'PlaylistId' },
            onUpdate: 'NO ACTION',
            onDelete: 'NO ACTION',
          },
          TrackId: {
            type: Sequelize.INTEGER,
            allowNull: false,
            primaryKey: true,
            references: { model: 'Track', key: 'TrackId' },
            onUpdate: 'NO ACTION',
            onDelete: 'NO ACTION',
          },
        },
        { transaction },
      );
      await queryInterface.addIndex('PlaylistTrack', ['PlaylistId'], {
        name: 'PlaylistTrack_PlaylistId_idx',
        transaction,
      });
      await queryInterface.addIndex('PlaylistTrack', ['TrackId'], {
        name: 'PlaylistTrack_TrackId_idx',
        transaction,
      });
    });
  },

  async down(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.dropTable('PlaylistTrack', { transaction });
    });
  },
};
