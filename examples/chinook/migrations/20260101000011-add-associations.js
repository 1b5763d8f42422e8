'use strict';

const { removeColumn } = require('./helpers/remove-column-1');

/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up(queryInterface, Sequelize) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.addColumn(
        'Album',
        'ArtistId',
        {
          type: Sequelize.INTEGER,
          allowNull: false,
          references: { model: 'Artist', key: 'ArtistId' },
          onUpdate: 'NO ACTION',
          onDelete: 'NO ACTION',
        },
        { transaction },
      );
      await queryInterface.addIndex('Album', ['ArtistId'], {
        name: 'Album_ArtistId_idx',
        transaction,
      });

      await queryInterface.addColumn(
        'Customer',
        'SupportRepId',
        {
          type: Sequelize.INTEGER,
          allowNull: true,
          references: { model: 'Employee', key: 'EmployeeId' },
          onUpdate: 'NO ACTION',
          onDelete: 'NO ACTION',
        },
        { transaction },
      );
      await queryInterface.addIndex('Customer', ['SupportRepId'], {
        name: 'Customer_SupportRepId_idx',
        transaction,
      });

      await queryInterface.addColumn(
        'Employee',
        'ReportsTo',
        {
          type: Sequelize.INTEGER,
          allowNull: true,
          references: { model: 'Employee', key: 'EmployeeId' },
          onUpdate: 'NO ACTION',
          onDelete: 'NO ACTION',
        },
        { transaction },
      );
      await queryInterface.addIndex('Employee', ['ReportsTo'], {
        name: 'Employee_ReportsTo_idx',
        transaction,
      });

      await queryInterface.addColumn(
        'Invoice',
        'CustomerId',
        {
          type: Sequelize.INTEGER,
          allowNull: false,
          references: { model: 'Customer', key: 'CustomerId' },
          onUpdate: 'NO ACTION',
          onDelete: 'NO ACTION',
        },
        { transaction },
      );
      await queryInterface.addIndex('Invoice', ['CustomerId'], {
        name: 'Invoice_CustomerId_idx',
        transaction,
      });

      await queryInterface.addColumn(
        'InvoiceLine',
        'InvoiceId',
        {
          type: Sequelize.INTEGER,
          allowNull: false,
          references: { model: 'Invoice', key: 'InvoiceId' },
          onUpdate: 'NO ACTION',
          onDelete: 'NO ACTION',
        },
        { transaction },
      );
      await queryInterface.addIndex('InvoiceLine', ['InvoiceId'], {
        name: 'InvoiceLine_InvoiceId_idx',
        transaction,
      });

      await queryInterface.addColumn(
        'InvoiceLine',
        'TrackId',
        {
          type: Sequelize.INTEGER,
          allowNull: false,
          references: { model: 'Track', key: 'TrackId' },
          onUpdate: 'NO ACTION',
          onDelete: 'NO ACTION',
        },
        { transaction },
      );
      await queryInterface.addIndex('InvoiceLine', ['TrackId'], {
        name: 'InvoiceLine_TrackId_idx',
        transaction,
      });

      await queryInterface.addColumn(
        'Track',
        'AlbumId',
        {
          type: Sequelize.INTEGER,
          allowNull: true,
          references: { model: 'Album', key: 'AlbumId' },
          onUpdate: 'NO ACTION',
          onDelete: 'NO ACTION',
        },
        { transaction },
      );
      await queryInterface.addIndex('Track', ['AlbumId'], {
        name: 'Track_AlbumId_idx',
        transaction,
      });

      await queryInterface.addColumn(
        'Track',
        'MediaTypeId',
        {
          type: Sequelize.INTEGER,
          allowNull: false,
          references: { model: 'MediaType', key: 'MediaTypeId' },
          onUpdate: 'NO ACTION',
          onDelete: 'NO ACTION',
        },
        { transaction },
      );
      await queryInterface.addIndex('Track', ['MediaTypeId'], {
        name: 'Track_MediaTypeId_idx',
        transaction,
      });

      await queryInterface.addColumn(
        'Track',
        'GenreId',
        {
          type: Sequelize.INTEGER,
          allowNull: true,
          references: { model: 'Genre', key: 'GenreId' },
          onUpdate: 'NO ACTION',
          onDelete: 'NO ACTION',
        },
        { transaction },
      );
      await queryInterface.addIndex('Track', ['GenreId'], {
        name: 'Track_GenreId_idx',
        transaction,
      });
    });
  },

  async down(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await removeColumn(queryInterface, 'Track', 'GenreId', {
        index: 'Track_GenreId_idx',
        transaction,
      });
      await removeColumn(queryInterface, 'Track', 'MediaTypeId', {
        index: 'Track_MediaTypeId_idx',
        transaction,
      });
      await removeColumn(queryInterface, 'Track', 'AlbumId', {
        index: 'Track_AlbumId_idx',
        transaction,
      });
      await removeColumn(queryInterface, 'InvoiceLine', 'TrackId', {
        index: 'InvoiceLine_TrackId_idx',
        transaction,
      });
      await removeColumn(queryInterface, 'InvoiceLine', 'InvoiceId', {
        index: 'InvoiceLine_InvoiceId_idx',
        transaction,
      });
      await removeColumn(queryInterface, 'Invoice', 'CustomerId', {
        index: 'Invoice_CustomerId_idx',
        transaction,
      });
      await removeColumn(queryInterface, 'Employee', 'ReportsTo', {
        index: 'Employee_ReportsTo_idx',
        transaction,
      });
      await removeColumn(queryInterface, 'Customer', 'SupportRepId', {
        index: 'Customer_SupportRepId_idx',
        transaction,
      });
      await removeColumn(queryInterface, 'Album', 'ArtistId', {
        index: 'Album_ArtistId_idx',
        transaction,
      });
    });
  },
};
