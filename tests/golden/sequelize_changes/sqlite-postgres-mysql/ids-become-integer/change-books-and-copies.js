'use strict';

const { changeColumn } = require('./helpers/columns-1');
const { addForeignKey, removeForeignKey } = require('./helpers/constraints-1');
const { numberUuids } = require('./helpers/uuid-numbers-1');

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
      await numberUuids(
        queryInterface,
        'Books',
        'id',
        [['Copies', 'BookId']],
        transaction,
      );
      if (dialect === 'sqlite') {
        await changeColumn(
          queryInterface,
          'Books',
          'id',
          { type: Sequelize.INTEGER, allowNull: false, autoIncrement: true },
          { cast: 'CAST(substr("id", 25) AS INTEGER)', transaction },
        );
      } else if (dialect === 'postgres') {
        await queryInterface.sequelize.query(
          'ALTER TABLE "Books" ALTER COLUMN "id" TYPE INTEGER USING right("id"::text, 12)::INTEGER',
          { transaction },
        );
        await queryInterface.sequelize.query(
          'CREATE SEQUENCE "Books_id_seq" AS integer OWNED BY "Books"."id"',
          { transaction },
        );
        await queryInterface.sequelize.query(
          'SELECT setval(\'"Books_id_seq"\', COALESCE(max("id"), 0) + 1, false) FROM "Books"',
          { transaction },
        );
        await queryInterface.sequelize.query(
          'ALTER TABLE "Books" ALTER COLUMN "id" SET DEFAULT nextval(\'"Books_id_seq"\')',
          { transaction },
        );
      } else {
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
      }
      if (dialect === 'sqlite') {
        await changeColumn(
          queryInterface,
          'Copies',
          'BookId',
          { type: Sequelize.INTEGER },
          { cast: 'CAST(substr("BookId", 25) AS INTEGER)', transaction },
        );
      } else if (dialect === 'postgres') {
        await queryInterface.sequelize.query(
          'ALTER TABLE "Copies" ALTER COLUMN "BookId" TYPE INTEGER USING right("BookId"::text, 12)::INTEGER',
          { transaction },
        );
      } else {
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
    // This does not bring back what column Books.id lost: every value is numbered anew.
    // This does not bring back what column Copies.BookId lost: every value is numbered anew.
    // This loses in column Books.id: every value is computed anew from the number.
    // This loses in column Copies.BookId: every value is computed anew from the number.
    await queryInterface.sequelize.transaction(async (transaction) => {
      const dialect = queryInterface.sequelize.getDialect();

      await removeForeignKey(
        queryInterface,
        'Copies',
        'Copies_BookId_fkey',
        'BookId',
        transaction,
      );
      if (dialect === 'sqlite') {
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
      } else if (dialect === 'postgres') {
        await queryInterface.sequelize.query(
          'ALTER TABLE "Copies" ALTER COLUMN "BookId" TYPE UUID USING (\'00000000-0000-4000-8000-\' || lpad("BookId"::text, 12, \'0\'))::uuid',
          { transaction },
        );
      } else {
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
      }
      if (dialect === 'sqlite') {
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
      } else if (dialect === 'postgres') {
        await queryInterface.sequelize.query(
          `ALTER TABLE "Books"
            ALTER COLUMN "id" DROP DEFAULT,
            ALTER COLUMN "id" TYPE UUID USING ('00000000-0000-4000-8000-' || lpad("id"::text, 12, '0'))::uuid`,
          { transaction },
        );
        await queryInterface.sequelize.query('DROP SEQUENCE "Books_id_seq"', {
          transaction,
        });
      } else {
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
