'use strict';

const { removeForeignKey } = require('./helpers/mysql-constraints-1');
const { refuseNumbersOutside } = require('./helpers/rows-1');

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
      await queryInterface.changeColumn(
        'Books',
        'id',
        { type: Sequelize.BIGINT, allowNull: false, autoIncrement: true },
        { transaction },
      );
      await queryInterface.changeColumn(
        'Copies',
        'BookId',
        { type: Sequelize.BIGINT },
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
    await queryInterface.sequelize.transaction(async (transaction) => {
      await refuseNumbersOutside(
        queryInterface,
        'Copies',
        'BookId',
        [-2147483648, 2147483647],
        transaction,
      );
      await refuseNumbersOutside(
        queryInterface,
        'Books',
        'id',
        [-2147483648, 2147483647],
        transaction,
      );

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
        { type: Sequelize.INTEGER },
        { transaction },
      );
      await queryInterface.changeColumn(
        'Books',
        'id',
        { type: Sequelize.INTEGER, allowNull: false, autoIncrement: true },
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
