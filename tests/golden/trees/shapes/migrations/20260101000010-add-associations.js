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

async function removeIndex(queryInterface, table, name, column, transaction) {
  if (queryInterface.sequelize.getDialect() === 'mysql') {
    await restoreKeyIndex(queryInterface, table, name, column, transaction);
  }
  await queryInterface.removeIndex(table, name, { transaction });
}

async function addForeignKey(queryInterface, table, key, transaction) {
  if (queryInterface.sequelize.getDialect() !== 'sqlite') {
    await queryInterface.addConstraint(table, {
      type: 'foreign key',
      ...key,
      transaction,
    });
    return;
  }
  const { name, fields, references, onUpdate, onDelete } = key;
  const clause =
    `CONSTRAINT ${quoteName(name)} FOREIGN KEY (${quoteName(fields[0])}) ` +
    `REFERENCES ${quoteName(references.table)} (${quoteName(references.field)}) ` +
    `ON DELETE ${onDelete} ON UPDATE ${onUpdate}`;
  await editTable(queryInterface, table, withClause(clause), transaction);
  const query = `PRAGMA foreign_key_check(${quoteName(table)})`;
  await refuseRows(queryInterface, table, name, query, transaction);
}

async function removeForeignKey(queryInterface, table, name, transaction) {
  if (queryInterface.sequelize.getDialect() === 'sqlite') {
    const edit = withoutConstraint(table, name);
    await editTable(queryInterface, table, edit, transaction);
    return;
  }
  await queryInterface.removeConstraint(table, name, { transaction });
  // MySQL leaves the index that it made for the key.
  const indexes = await queryInterface.showIndex(table, { transaction });
  if (indexes.some((index) => index.name === name)) {
    await queryInterface.removeIndex(table, name, { transaction });
  }
}

// MySQL had an index of its own for a foreign key until this one took its
// place, and lets this one go only when the other is back.
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

async function refuseRows(queryInterface, table, name, query, transaction) {
  const { sequelize } = queryInterface;
  const [rows] = await sequelize.query(query, { transaction });
  if (rows.length > 0) {
    throw new Error(`${table} has rows that ${name} does not allow: ${query}`);
  }
}

function withClause(text) {
  return (clauses) => [...clauses, { comma: ',', text: ` ${text}` }];
}

function withoutConstraint(table, name, isNameless = () => false) {
  return (clauses) => {
    const isNamed = ({ words: [word, given] }) =>
      /^CONSTRAINT$/i.test(word) && nameOf(given) === name;
    const gone = clauses.find(isNamed) ?? clauses.find(isNameless);
    if (!gone) throw new Error(`${table} has no constraint ${name}`);
    // SQLite needs no comma between constraints: the next one takes this one's.
    const next = clauses[clauses.indexOf(gone) + 1];
    if (next) next.comma ||= gone.comma;
    return clauses.filter((clause) => clause !== gone);
  };
}

// SQLite alters no constraint of an existing table: this edits its definition
// where it is stored, and checks every row against it.
async function editTable(queryInterface, table, edit, transaction) {
  const select = (sql) =>
    queryInterface.sequelize.query(sql, {
      replacements: { table },
      transaction,
      type: 'SELECT',
    });
  const columns = () => select('SELECT name FROM pragma_table_xinfo(:table)');
  const before = await columns();
  const [stored] = await select(
    "SELECT * FROM sqlite_master WHERE type = 'table' AND name = :table",
  );
  if (!stored) throw new Error(`there is no table ${table}`);
  const definition = { ...stored, sql: editDefinition(stored.sql, edit) };
  await writeDefinitions(queryInterface, [definition], transaction);
  if (JSON.stringify(await columns()) !== JSON.stringify(before)) {
    throw new Error(`${table} would have other columns: ${definition.sql}`);
  }
  await checkTable(queryInterface, table, transaction);
}

// The new schema version makes every connection read the definitions again.
async function writeDefinitions(queryInterface, definitions, transaction) {
  const run = (sql, replacements) =>
    queryInterface.sequelize.query(sql, { replacements, transaction });
  const [[{ schema_version: version }]] = await run('PRAGMA schema_version');
  await run('PRAGMA writable_schema = ON');
  try {
    for (const { type, name, sql } of definitions) {
      await run(
        'UPDATE sqlite_master SET sql = :sql WHERE type = :type AND name = :name',
        { type, name, sql },
      );
    }
    await run(`PRAGMA schema_version = ${version + 1}`);
  } finally {
    await run('PRAGMA writable_schema = RESET');
  }
}

async function checkTable(queryInterface, table, transaction) {
  const [{ quick_check: found }] = await queryInterface.sequelize.query(
    `PRAGMA quick_check(${quoteName(table)})`,
    { transaction, type: 'SELECT' },
  );
  if (found !== 'ok') throw new Error(`${table} cannot be changed: ${found}`);
}

// Quoted names and strings, comments, blanks, words, and single characters.
const TOKEN =
  /(["'`])(?:(?!\1)[^]|\1\1)*\1|\[[^\]]*\]|--[^\n]*|\/\*[^]*?(?:\*\/|$)|[ \t\n\f\r]+|[\w$\u0080-\uffff]+|[^]/g;
const BLANK = /^(?:--|\/\*|[ \t\n\f\r])/;
const CONSTRAINT =
  /^(?:AS|CHECK|COLLATE|CONSTRAINT|DEFAULT|FOREIGN|GENERATED|NOT|NULL|PRIMARY|REFERENCES|UNIQUE)$/i;

// Edits the clauses of a CREATE TABLE as SQLite stores it. A clause is a column or
// a constraint; one of a single column has no comma before it.
function editDefinition(sql, edit) {
  const tokens = sql.match(TOKEN);
  const start = tokens.indexOf('(') + 1;
  const clauses = [{ comma: '', text: '', words: [] }];
  let [at, depth] = [start, 1];
  for (; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (token === '(') depth += 1;
    if (token === ')') depth -= 1;
    if (depth === 0) break;
    if (depth === 1 && token === ',') {
      clauses.push({ comma: ',', text: '', words: [] });
      continue;
    }
    if (depth === 1 && beginsConstraint(tokens, at, clauses.at(-1).words)) {
      clauses.push({ comma: '', text: '', words: [] });
    }
    clauses.at(-1).text += token;
    if (!BLANK.test(token)) clauses.at(-1).words.push(token);
  }
  const edited = edit(clauses).map(({ comma, text }) => comma + text);
  return [...tokens.slice(0, start), ...edited, ...tokens.slice(at)].join('');
}

function beginsConstraint(tokens, at, words) {
  if (words.length === 0 || !CONSTRAINT.test(tokens[at])) return false;
  const next = tokens.slice(at + 1).find((token) => !BLANK.test(token));
  const continues =
    /^CONSTRAINT$/i.test(words.at(-2)) ||
    /^(?:ALWAYS|DEFAULT|NOT|SET)$/i.test(words.at(-1)) ||
    /^NOT DEFERRABLE$/i.test(`${tokens[at]} ${next}`) ||
    (/^REFERENCES$/i.test(tokens[at]) &&
      words.some((word) => /^FOREIGN$/i.test(word)));
  return !continues;
}

function nameOf(word) {
  if (!/^["'`[]/.test(word)) return word;
  const [quote, name] = [word.at(-1), word.slice(1, -1)];
  return quote === ']' ? name : name.replaceAll(quote + quote, quote);
}

function quoteName(name) {
  return `"${name.replaceAll('"', '""')}"`;
}
