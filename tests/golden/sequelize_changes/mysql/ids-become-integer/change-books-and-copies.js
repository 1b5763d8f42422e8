'use strict';

const { removeForeignKey } = require('./helpers/mysql-constraints-1');
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
      await queryInterface.sequelize.query(
        'UPDATE `Books` SET `id` = CAST(right(`id`, 12) AS UNSIGNED)',
        { transaction },
      );
      await queryInterface.changeColumn(
        'Books',
        'id',
        { type: Sequelize.INTEGER, allowNull: false, autoIncrement: true },
        { transaction },
      );
      await queryInterface.sequelize.query(
        'UPDATE `Copies` SET `BookId` = CAST(right(`BookId`, 12) AS UNSIGNED)',
        { transaction },
      );
      await queryInterface.changeColumn(
        'Copies',
        'BookId',
        { type: Sequelize.INTEGER },
        { transaction },
      );

      await queryInterface.addConstraint('Copies', {
        type: 'foreign key',
        name: 'Copies_BookId_fkey',
        fields: ['BookId'],
        references: { table: 'Books', field: 'id' },
        onUpdate: 'CASCADE',
        onDelete: 'CASCADE',
        transaction,
      });
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
      await queryInterface.changeColumn(
        'Copies',
        'BookId',
        { type: Sequelize.UUID },
        { transaction },
      );
      await queryInterface.sequelize.query(
        "UPDATE `Copies` SET `BookId` = concat('00000000-0000-4000-8000-', lpad(`BookId`, 12, '0'))",
        { transaction },
      );
      await queryInterface.changeColumn(
        'Books',
        'id',
        {
          type: Sequelize.UUID,
          allowNull: false,
          defaultValue: Sequelize.UUIDV4,
        },
        { transaction },
      );
      await queryInterface.sequelize.query(
        "UPDATE `Books` SET `id` = concat('00000000-0000-4000-8000-', lpad(`id`, 12, '0'))",
        { transaction },
      );

      await queryInterface.addConstraint('Copies', {
        type: 'foreign key',
        name: 'Copies_BookId_fkey',
        fields: ['BookId'],
        references: { table: 'Books', field: 'id' },
        onUpdate: 'CASCADE',
        onDelete: 'CASCADE',
        transaction,
      });
    });
  },
};
