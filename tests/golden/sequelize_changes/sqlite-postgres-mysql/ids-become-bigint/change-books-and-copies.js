'use strict';

const { changeColumn } = require('./helpers/columns-1');
const { addForeignKey, removeForeignKey } = require('./helpers/constraints-1');
const { refuseNumbersOutside } = require('./helpers/rows-1');

/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up(queryInterface, Sequelize) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      const dialect = queryInterface.sequelize.getDialect();

      await removeForeignKey(
        queryInterface,
        'Copies',
        'Copies_BookId_fkey',
        'BookId',
        transaction,
      );
      if (dialect === 'postgres') {
        await queryInterface.sequelize.query(
          'ALTER TABLE "Books" ALTER COLUMN "id" TYPE BIGINT',
          { transaction },
        );
        await queryInterface.sequelize.query(
          'ALTER SEQUENCE "Books_id_seq" AS bigint',
          { transaction },
        );
      } else if (dialect === 'mysql') {
        await queryInterface.changeColumn(
          'Books',
          'id',
          { type: Sequelize.BIGINT, allowNull: false, autoIncrement: true },
          { transaction },
        );
      }
      if (dialect === 'postgres') {
        await queryInterface.sequelize.query(
          'ALTER TABLE "Copies" ALTER COLUMN "BookId" TYPE BIGINT',
          { transaction },
        );
      } else {
        await changeColumn(
          queryInterface,
          'Copies',
          'BookId',
          { type: Sequelize.BIGINT },
          { transaction },
        );
      }

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
    await queryInterface.sequelize.transaction(async (transaction) => {
      const dialect = queryInterface.sequelize.getDialect();

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
      if (dialect === 'postgres') {
        await queryInterface.sequelize.query(
          'ALTER TABLE "Copies" ALTER COLUMN "BookId" TYPE INTEGER',
          { transaction },
        );
      } else {
        await changeColumn(
          queryInterface,
          'Copies',
          'BookId',
          { type: Sequelize.INTEGER },
          { transaction },
        );
      }
      if (dialect === 'postgres') {
        await queryInterface.sequelize.query(
          'ALTER TABLE "Books" ALTER COLUMN "id" TYPE INTEGER',
          { transaction },
        );
        await queryInterface.sequelize.query(
          'ALTER SEQUENCE "Books_id_seq" AS integer',
          { transaction },
        );
      } else if (dialect === 'mysql') {
        await queryInterface.changeColumn(
          'Books',
          'id',
          { type: Sequelize.INTEGER, allowNull: false, autoIncrement: true },
          { transaction },
        );
      }

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
