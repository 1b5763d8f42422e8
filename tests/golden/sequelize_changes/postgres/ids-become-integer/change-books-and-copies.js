'use strict';

const { numberUuids } = require('./helpers/uuid-numbers-1');

/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.removeConstraint('Copies', 'Copies_BookId_fkey', {
        transaction,
      });
      await numberUuids(
        queryInterface,
        'Books',
        'id',
        [['Copies', 'BookId']],
        transaction,
      );
      await queryInterface.sequelize.query(
        `ALTER TABLE "Books"
          ALTER COLUMN "id" DROP DEFAULT,
          ALTER COLUMN "id" TYPE INTEGER USING right("id"::text, 12)::INTEGER`,
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
      await queryInterface.sequelize.query(
        'ALTER TABLE "Copies" ALTER COLUMN "BookId" TYPE INTEGER USING right("BookId"::text, 12)::INTEGER',
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
    // This does not bring back what column Books.id lost: every value is numbered anew.
    // This does not bring back what column Copies.BookId lost: every value is numbered anew.
    // This loses in column Books.id: every value is computed anew from the number.
    // This loses in column Copies.BookId: every value is computed anew from the number.
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.removeConstraint('Copies', 'Copies_BookId_fkey', {
        transaction,
      });
      await queryInterface.sequelize.query(
        'ALTER TABLE "Copies" ALTER COLUMN "BookId" TYPE UUID USING (\'00000000-0000-4000-8000-\' || lpad("BookId"::text, 12, \'0\'))::uuid',
        { transaction },
      );
      await queryInterface.sequelize.query(
        `ALTER TABLE "Books"
          ALTER COLUMN "id" DROP DEFAULT,
          ALTER COLUMN "id" TYPE UUID USING ('00000000-0000-4000-8000-' || lpad("id"::text, 12, '0'))::uuid,
          ALTER COLUMN "id" SET DEFAULT gen_random_uuid()`,
        { transaction },
      );
      await queryInterface.sequelize.query('DROP SEQUENCE "Books_id_seq"', {
        transaction,
      });

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
