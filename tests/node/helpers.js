'use strict';

// Calls the helpers that a migration in the current folder exports, on SQLite, and gives for each
// case the states before its calls and after each of them. A case is {storage, wal, setup, calls};
// a call is [function, ...arguments], where the edit of `editTable` and `rebuildTable` is one of
//   {add: text}, {remove: index} and {replace: [old, new]}.

const path = require('path');
const { createRequire } = require('module');

const edits = {
  add: (text) => (clauses) => [...clauses, { comma: ',', text: ` ${text}` }],
  remove: (index) => (clauses) => clauses.filter((_, at) => at !== index),
  replace:
    ([old, text]) =>
    (clauses) =>
      clauses.map((clause) => ({
        ...clause,
        text: clause.text.replace(old, () => text),
      })),
};

function argument(value) {
  if (value === null || typeof value !== 'object' || value.name) return value;
  const [[kind, given]] = Object.entries(value);
  return edits[kind](given);
}

async function state(sequelize) {
  const rows = (sql) => sequelize.query(sql, { type: 'SELECT' });
  const objects = await rows(
    'SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name',
  );
  const tables = {};
  for (const { type, name } of objects) {
    if (type !== 'table' || name === 'sqlite_stat1') continue;
    const quoted = `"${name.replaceAll('"', '""')}"`;
    const columns = await rows(`PRAGMA table_xinfo(${quoted})`);
    const values = columns.map(
      (column) => `quote("${column.name.replaceAll('"', '""')}")`,
    );
    tables[name] = (
      await rows(
        `SELECT ${values.join(" || ' ' || ")} AS it FROM ${quoted} ORDER BY 1`,
      )
    ).map(({ it }) => it);
  }
  const value = async (sql) => Object.values((await rows(sql))[0])[0];
  return {
    objects: objects.map(Object.values),
    tables,
    integrity: await value('PRAGMA integrity_check'),
    orphans: (await rows('SELECT * FROM pragma_foreign_key_check')).length,
    keys: await value('PRAGMA foreign_keys'),
    writable: await value('PRAGMA writable_schema'),
  };
}

async function run({ Sequelize, helpers }, { storage, wal, setup, calls }) {
  const sequelize = new Sequelize({
    dialect: 'sqlite',
    storage,
    logging: false,
  });
  if (wal) await sequelize.query('PRAGMA journal_mode = WAL');
  for (const statement of setup) await sequelize.query(statement);
  const states = [await state(sequelize)];
  for (const [name, ...given] of calls) {
    let error = null;
    try {
      await sequelize.transaction(async (transaction) => {
        const queryInterface = sequelize.getQueryInterface();
        const args = given.map(argument);
        await helpers[name](queryInterface, ...args, transaction);
      });
    } catch (caught) {
      error = caught.parent?.message ?? caught.message;
    }
    states.push({ error, ...(await state(sequelize)) });
  }
  await sequelize.close();
  return states;
}

module.exports = async function calls({ packages, file, cases }) {
  const fromPackages = createRequire(path.join(packages, 'package.json'));
  const { Sequelize } = fromPackages('sequelize');
  const { helpers } = require(path.resolve(file));
  const answers = [];
  for (const each of cases) {
    answers.push(await run({ Sequelize, helpers }, each));
  }
  return answers;
};
