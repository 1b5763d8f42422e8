'use strict';

/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up(queryInterface, Sequelize) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.addColumn(
        'Comments',
        'ParentId',
        { type: Sequelize.BIGINT },
        { transaction },
      );
      await queryInterface.addIndex('Comments', ['ParentId'], {
        name: 'Comments_ParentId_idx',
        transaction,
      });

      await queryInterface.addColumn(
        'Countries',
        'CapitalId',
        {
          type: Sequelize.UUID,
          allowNull: true,
          references: { model: 'Cities', key: 'id' },
          onUpdate: 'CASCADE',
          onDelete: 'SET NULL',
        },
        { transaction },
      );
      await queryInterface.addIndex('Countries', ['CapitalId'], {
        name: 'Countries_CapitalId_key',
        unique: true,
        transaction,
      });

      await queryInterface.addColumn(
        'Cities',
        'CountryId',
        {
          type: Sequelize.CHAR(2),
          allowNull: false,
          references: { model: 'Countries', key: 'code' },
          onUpdate: 'CASCADE',
          onDelete: 'RESTRICT',
        },
        { transaction },
      );
      await queryInterface.addIndex('Cities', ['CountryId'], {
        name: 'Cities_CountryId_idx',
        transaction,
      });

      await queryInterface.addColumn(
        'Cities',
        'twinName',
        {
          type: Sequelize.STRING(80),
          allowNull: true,
          references: { model: 'Countries', key: 'name' },
          onUpdate: 'CASCADE',
          onDelete: 'CASCADE',
        },
        { transaction },
      );
      await queryInterface.addIndex('Cities', ['twinName'], {
        name: 'Cities_twinName_idx',
        transaction,
      });

      await queryInterface.addColumn(
        'Flights',
        'OriginId',
        {
          type: Sequelize.UUID,
          allowNull: false,
          references: { model: 'Cities', key: 'id' },
          onUpdate: 'CASCADE',
          onDelete: 'RESTRICT',
        },
        { transaction },
      );
      await queryInterface.addIndex('Flights', ['OriginId'], {
        name: 'Flights_OriginId_idx',
        transaction,
      });

      await queryInterface.addColumn(
        'Flights',
        'DestinationId',
        {
          type: Sequelize.UUID,
          allowNull: true,
          references: { model: 'Cities', key: 'id' },
          onUpdate: 'RESTRICT',
          onDelete: 'SET NULL',
        },
        { transaction },
      );
      await queryInterface.addIndex('Flights', ['DestinationId'], {
        name: 'Flights_DestinationId_idx',
        transaction,
      });

      await queryInterface.addColumn(
        'Seats',
        'PassengerId',
        {
          type: Sequelize.INTEGER,
          allowNull: true,
          references: { model: 'Passengers', key: 'number' },
          onUpdate: 'CASCADE',
          onDelete: 'SET NULL',
        },
        { transaction },
      );
      await queryInterface.addIndex('Seats', ['PassengerId'], {
        name: 'Seats_PassengerId_key',
        unique: true,
        transaction,
      });

      await queryInterface.addColumn(
        'Passengers',
        'birth_country',
        {
          type: Sequelize.CHAR(2),
          allowNull: true,
          references: { model: 'Countries', key: 'code' },
          onUpdate: 'CASCADE',
          onDelete: 'SET NULL',
        },
        { transaction },
      );
      await queryInterface.addIndex('Passengers', ['birth_country'], {
        name: 'Passengers_birth_country_idx',
        transaction,
      });

      await queryInterface.addColumn(
        'Passengers',
        'LivesInId',
        {
          type: Sequelize.CHAR(2),
          allowNull: false,
          references: { model: 'Countries', key: 'code' },
          onUpdate: 'CASCADE',
          onDelete: 'NO ACTION',
        },
        { transaction },
      );
      await queryInterface.addIndex('Passengers', ['LivesInId'], {
        name: 'Passengers_LivesInId_idx',
        transaction,
      });

      await queryInterface.addColumn(
        'Visits',
        'PassengerId',
        {
          type: Sequelize.INTEGER,
          allowNull: false,
          references: { model: 'Passengers', key: 'number' },
          onUpdate: 'CASCADE',
          onDelete: 'CASCADE',
        },
        { transaction },
      );
      await queryInterface.addIndex('Visits', ['PassengerId'], {
        name: 'Visits_PassengerId_idx',
        transaction,
      });

      await queryInterface.addColumn(
        'Visits',
        'CityId',
        {
          type: Sequelize.UUID,
          allowNull: false,
          references: { model: 'Cities', key: 'id' },
          onUpdate: 'CASCADE',
          onDelete: 'CASCADE',
        },
        { transaction },
      );
      await queryInterface.addIndex('Visits', ['CityId'], {
        name: 'Visits_CityId_idx',
        transaction,
      });

      await queryInterface.addColumn(
        'Visits',
        'countryNumber',
        {
          type: Sequelize.INTEGER,
          allowNull: true,
          references: { model: 'Countries', key: 'number' },
          onUpdate: 'CASCADE',
          onDelete: 'SET NULL',
        },
        { transaction },
      );
      await queryInterface.addIndex('Visits', ['countryNumber'], {
        name: 'Visits_countryNumber_idx',
        transaction,
      });

      await queryInterface.addColumn(
        'Logs',
        'PassengerId',
        {
          type: Sequelize.INTEGER,
          allowNull: true,
          references: { model: 'Passengers', key: 'number' },
          onUpdate: 'CASCADE',
          onDelete: 'SET NULL',
        },
        { transaction },
      );
      await queryInterface.addIndex('Logs', ['PassengerId'], {
        name: 'Logs_PassengerId_idx',
        transaction,
      });

      await addForeignKey(
        queryInterface,
        'Seats',
        {
          name: 'Seats_flightCode_fkey',
          fields: ['flightCode'],
          references: { table: 'Flights', field: 'code' },
          onUpdate: 'CASCADE',
          onDelete: 'RESTRICT',
        },
        transaction,
      );

      await addForeignKey(
        queryInterface,
        'Passengers',
        {
          name: 'Passengers_countryCode_fkey',
          fields: ['countryCode'],
          references: { table: 'Countries', field: 'code' },
          onUpdate: 'CASCADE',
          onDelete: 'SET NULL',
        },
        transaction,
      );

      await queryInterface.addIndex('Cities', ['CountryId', 'name'], {
        name: 'Cities_CountryId_name_key',
        unique: true,
        transaction,
      });

      await queryInterface.addIndex('Visits', ['PassengerId', 'CityId'], {
        name: 'Visits_PassengerId_CityId_key',
        unique: true,
        transaction,
      });

      await queryInterface.addIndex('Visits', ['at', 'PassengerId'], {
        name: 'Visits_at_PassengerId_idx',
        transaction,
      });
    });
  },

  async down(queryInterface) {
    await queryInterface.sequelize.transaction(async (transaction) => {
      await removeIndex(
        queryInterface,
        'Visits',
        'Visits_at_PassengerId_idx',
        'at',
        transaction,
      );
      await removeIndex(
        queryInterface,
        'Visits',
        'Visits_PassengerId_CityId_key',
        'PassengerId',
        transaction,
      );
      await removeIndex(
        queryInterface,
        'Cities',
        'Cities_CountryId_name_key',
        'CountryId',
        transaction,
      );
      await removeForeignKey(
        queryInterface,
        'Passengers',
        'Passengers_countryCode_fkey',
        transaction,
      );
      await removeForeignKey(
        queryInterface,
        'Seats',
        'Seats_flightCode_fkey',
        transaction,
      );
      await removeColumn(queryInterface, 'Logs', 'PassengerId', {
        index: 'Logs_PassengerId_idx',
        transaction,
      });
      await removeColumn(queryInterface, 'Visits', 'countryNumber', {
        index: 'Visits_countryNumber_idx',
        transaction,
      });
      await removeColumn(queryInterface, 'Visits', 'CityId', {
        index: 'Visits_CityId_idx',
        transaction,
      });
      await removeColumn(queryInterface, 'Visits', 'PassengerId', {
        index: 'Visits_PassengerId_idx',
        transaction,
      });
      await removeColumn(queryInterface, 'Passengers', 'LivesInId', {
        index: 'Passengers_LivesInId_idx',
        transaction,
      });
      await removeColumn(queryInterface, 'Passengers', 'birth_country', {
        index: 'Passengers_birth_country_idx',
        transaction,
      });
      await removeColumn(queryInterface, 'Seats', 'PassengerId', {
        index: 'Seats_PassengerId_key',
        transaction,
      });
      await removeColumn(queryInterface, 'Flights', 'DestinationId', {
        index: 'Flights_DestinationId_idx',
        transaction,
      });
      await removeColumn(queryInterface, 'Flights', 'OriginId', {
        index: 'Flights_OriginId_idx',
        transaction,
      });
      await removeColumn(queryInterface, 'Cities', 'twinName', {
        index: 'Cities_twinName_idx',
        transaction,
      });
      await removeColumn(queryInterface, 'Cities', 'CountryId', {
        index: 'Cities_CountryId_idx',
        transaction,
      });
      await removeColumn(queryInterface, 'Countries', 'CapitalId', {
        index: 'Countries_CapitalId_key',
        transaction,
      });
      await removeColumn(queryInterface, 'Comments', 'ParentId', {
        index: 'Comments_ParentId_idx',
        transaction,
      });
    });
  },
};

// On SQLite removeColumn() would rebuild the table and delete the rows that
// refer to it, and a column cannot be dropped before its index.
async function removeColumn(
  queryInterface,
  table,
  column,
  { index, transaction },
) {
  const { sequelize } = queryInterface;
  if (sequelize.getDialect() !== 'sqlite') {
    await queryInterface.removeColumn(table, column, { transaction });
    return;
  }
  if (index) {
    await queryInterface.removeIndex(table, index, { transaction });
  }
  const [from, name] = [table, column].map((identifier) =>
    queryInterface.quoteIdentifier(identifier),
  );
  await sequelize.query(`ALTER TABLE ${from} DROP COLUMN ${name}`, {
    transaction,
  });
}

// MySQL had an index of its own for a foreign key until this one took its
// place, and lets this one go only when the other is back.
async function removeIndex(queryInterface, table, name, column, transaction) {
  if (queryInterface.sequelize.getDialect() === 'mysql') {
    await restoreKeyIndex(queryInterface, table, name, column, transaction);
  }
  await queryInterface.removeIndex(table, name, { transaction });
}

async function restoreKeyIndex(
  queryInterface,
  table,
  name,
  column,
  transaction,
) {
  const options = { transaction };
  const keys = await queryInterface.getForeignKeyReferencesForTable(
    table,
    options,
  );
  const key = keys.find(({ columnName }) => columnName === column);
  const indexes = await queryInterface.showIndex(table, options);
  const served = indexes.some(
    (index) => index.name !== name && index.fields[0].attribute === column,
  );
  if (key && !served) {
    await queryInterface.addIndex(table, [column], {
      name: key.constraintName,
      transaction,
    });
  }
}

async function addForeignKey(queryInterface, table, key, transaction) {
  const { sequelize } = queryInterface;
  if (sequelize.getDialect() !== 'sqlite') {
    await queryInterface.addConstraint(table, {
      type: 'foreign key',
      ...key,
      transaction,
    });
    return;
  }
  const { name, fields, references, onUpdate, onDelete } = key;
  const clause =
    `CONSTRAINT "${name}" FOREIGN KEY ("${fields[0]}") ` +
    `REFERENCES "${references.table}" ("${references.field}") ` +
    `ON DELETE ${onDelete} ON UPDATE ${onUpdate}`;
  await addClause(queryInterface, table, clause, transaction);
  const [broken] = await sequelize.query(
    `PRAGMA foreign_key_check("${table}")`,
    { transaction },
  );
  if (broken.length > 0) {
    throw new Error(`${table} has rows that ${name} does not allow`);
  }
}

async function removeForeignKey(queryInterface, table, name, transaction) {
  if (queryInterface.sequelize.getDialect() === 'sqlite') {
    await removeClause(queryInterface, table, name, transaction);
    return;
  }
  await queryInterface.removeConstraint(table, name, { transaction });
  // MySQL leaves the index that it made for the key.
  const indexes = await queryInterface.showIndex(table, { transaction });
  if (indexes.some((index) => index.name === name)) {
    await queryInterface.removeIndex(table, name, { transaction });
  }
}

async function addClause(queryInterface, table, clause, transaction) {
  const change = (sql) => `${sql.slice(0, -1)}, ${clause})`;
  await redefineTable(queryInterface, table, change, transaction);
}

async function removeClause(queryInterface, table, name, transaction) {
  const change = (sql) => {
    const start = sql.indexOf(`, CONSTRAINT "${name}" `);
    if (start < 0) {
      throw new Error(`${table} has no constraint ${name}`);
    }
    // Past the last clause, slice(-1) is the parenthesis at the end.
    const next = sql.indexOf(', CONSTRAINT "', start + 1);
    return sql.slice(0, start) + sql.slice(next);
  };
  await redefineTable(queryInterface, table, change, transaction);
}

// SQLite changes no constraint of a table that stands, so its definition is
// written anew; the new schema version has every connection read it again.
async function redefineTable(queryInterface, table, change, transaction) {
  const query = (sql, options) =>
    queryInterface.sequelize.query(sql, { ...options, transaction });
  const where = "type = 'table' AND name = :table";
  const { sql } = await query(`SELECT sql FROM sqlite_master WHERE ${where}`, {
    replacements: { table },
    plain: true,
  });
  const [[{ schema_version: version }]] = await query('PRAGMA schema_version');
  await query('PRAGMA writable_schema = ON');
  await query(`UPDATE sqlite_master SET sql = :sql WHERE ${where}`, {
    replacements: { sql: change(sql), table },
  });
  await query(`PRAGMA schema_version = ${version + 1}`);
  await query('PRAGMA writable_schema = RESET');
}
