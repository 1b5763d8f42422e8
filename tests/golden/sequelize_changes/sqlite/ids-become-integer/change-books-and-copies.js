'use strict';

const { changeColumn } = require('./helpers/sqlite-columns-1');
const {
  addForeignKey,
  removeForeignKey,
} = require('./helpers/sqlite-constraints-1');
const { numberUuids } = require('./helpers/uuid-numbers-1');

/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up(queryInterface, Sequelize) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await removeForeignKey(
        queryInterface,
        'Copies',
        'Copies_BookId_fkey',
        'BookId',
        transaction,
      );
      await numberUuids(
        queryInterface,
        'Books',
        'id',
        [['Copies', 'BookId']],
        transaction,
      );
      await changeColumn(
        queryInterface,
        'Books',
        'id',
        { type: Sequelize.INTEGER, allowNull: false, autoIncrement: true },
        { cast: 'CAST(substr("id", 25) AS INTEGER)', transaction },
      );
      await changeColumn(
        queryInterface,
        'Copies',
        'BookId',
        { type: Sequelize.INTEGER },
        { cast: 'CAST(substr("BookId", 25) AS INTEGER)', transaction },
      );

      await addForeignKey(
        queryInterface,
        'Copies',
        {
          name: 'Copies_BookId_fkey',
          fields: ['BookId'],
          references: { table: 'Books', field: 'id' },
          onUpdate: 'CASCADE',
          onDelete: 'CASCADE',
        },
        transaction,
      );
    });
  },

  async down(queryInterface, Sequelize) {
    // This does not bring back what column Books.id lost: every value is numbered anew.
    // This does not bring back what column Copies.BookId lost: every value is numbered anew.
    // This loses in column Books.id: every value is computed anew from the number.
    // This loses in column Copies.BookId: every value is computed anew from the number.
    await queryInterface.sequelize.transaction(async (transaction) => {
      await removeForeignKey(
        queryInterface,
        'Copies',
        'Copies_BookId_fkey',
        'BookId',
        transaction,
      );
      await changeColumn(
        queryInterface,
        'Copies',
        'BookId',
        { type: Sequelize.UUID },
        {
          cast: "'00000000-0000-4000-8000-' || printf('%012d', \"BookId\")",
          transaction,
        },
      );
      await changeColumn(
        queryInterface,
        'Books',
        'id',
        {
          type: Sequelize.UUID,
          allowNull: false,
          defaultValue: Sequelize.UUIDV4,
        },
        {
          cast: "'00000000-0000-4000-8000-' || printf('%012d', \"id\")",
          transaction,
        },
      );

      await addForeignKey(
        queryInterface,
        'Copies',
        {
          name: 'Copies_BookId_fkey',
          fields: ['BookId'],
          references: { table: 'Books', field: 'id' },
          onUpdate: 'CASCADE',
          onDelete: 'CASCADE',
        },
        transaction,
      );
    });
  },
};
