'use strict';

const { refuseNumbersOutside } = require('./helpers/rows-1');

/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.removeConstraint('Copies', 'Copies_BookId_fkey', {
        transaction,
      });
      await queryInterface.sequelize.query(
        'ALTER TABLE "Books" ALTER COLUMN "id" TYPE BIGINT',
        { transaction },
      );
      await queryInterface.sequelize.query(
        'ALTER SEQUENCE "Books_id_seq" AS bigint',
        { transaction },
      );
      await queryInterface.sequelize.query(
        'ALTER TABLE "Copies" ALTER COLUMN "BookId" TYPE BIGINT',
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

  async down(queryInterface) {
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

      await queryInterface.removeConstraint('Copies', 'Copies_BookId_fkey', {
        transaction,
      });
      await queryInterface.sequelize.query(
        'ALTER TABLE "Copies" ALTER COLUMN "BookId" TYPE INTEGER',
        { transaction },
      );
      await queryInterface.sequelize.query(
        'ALTER TABLE "Books" ALTER COLUMN "id" TYPE INTEGER',
        { transaction },
      );
      await queryInterface.sequelize.query(
        'ALTER SEQUENCE "Books_id_seq" AS integer',
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
