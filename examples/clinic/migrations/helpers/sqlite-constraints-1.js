'use strict';

// Adds, drops and renames constraints of SQLite tables, which SQLite cannot do by itself.

const {
  editTable,
  nameOf,
  quoteName,
  rebuildTable,
} = require('./sqlite-tables-1');

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

function isNamed(name) {
  return ({ words: [word, given] }) =>
    /^CONSTRAINT$/i.test(word) && nameOf(given) === name;
}

function withoutConstraint(table, name, isNameless = () => false) {
  return (clauses) => {
    const gone = clauses.find(isNamed(name)) ?? clauses.find(isNameless);
    if (!gone) throw new Error(`${table} has no constraint ${name}`);
    const at = clauses.indexOf(gone);
    const [previous, next] = [clauses[at - 1], clauses[at + 1]];
    if (!gone.comma && (!next || next.comma)) {
      previous.text = previous.text.replace(/ +$/, '');
    }
    // SQLite needs no comma between constraints: the next one takes this one's.
    if (next) next.comma ||= gone.comma;
    return clauses.filter((clause) => clause !== gone);
  };
}

// In a table that Sequelize made on SQLite, the constraint has no name.
function withoutUnique(table, name, column) {
  return withoutConstraint(
    table,
    name,
    ({ words: [word, , given, end] }) =>
      /^UNIQUE$/i.test(word) && end === ')' && nameOf(given) === column,
  );
}

// A foreign key in its column's definition is dropped with the column.
function withReference(table, column, text) {
  return (clauses) => {
    const first = clauses.findIndex(
      ({ comma, words }, at) =>
        (comma || at === 0) && nameOf(words[0]) === column,
    );
    if (first < 0) throw new Error(`${table} has no column ${column}`);
    const next = clauses.findIndex(({ comma }, at) => at > first && comma);
    return clauses.toSpliced(next < 0 ? clauses.length : next, 0, {
      comma: '',
      text: ` ${text}`,
    });
  };
}

// A foreign key in its column's definition has no name.
function withoutForeignKey(table, name, column) {
  return (clauses) => {
    let owner;
    const isBeside = (clause) => {
      if (clause.comma || clause === clauses[0])
        owner = nameOf(clause.words[0]);
      return /^REFERENCES$/i.test(clause.words[0]) && owner === column;
    };
    return withoutConstraint(table, name, isBeside)(clauses);
  };
}

async function addCheck(queryInterface, table, name, condition, transaction) {
  const query = `SELECT * FROM ${quoteName(table)} WHERE NOT (${condition}) LIMIT 1`;
  await refuseRows(queryInterface, table, name, query, transaction);
  const clause = `CONSTRAINT ${quoteName(name)} CHECK (${condition})`;
  await editTable(queryInterface, table, withClause(clause), transaction);
}

async function removeCheck(queryInterface, table, name, transaction) {
  const edit = withoutConstraint(table, name);
  await editTable(queryInterface, table, edit, transaction);
}

async function addForeignKey(queryInterface, table, key, transaction) {
  const { name, fields, references, onUpdate, onDelete } = key;
  const reference =
    `REFERENCES ${quoteName(references.table)} (${quoteName(references.field)}) ` +
    `ON DELETE ${onDelete} ON UPDATE ${onUpdate}`;
  const edit = withReference(table, fields[0], reference);
  await editTable(queryInterface, table, edit, transaction);
  const query = `PRAGMA foreign_key_check(${quoteName(table)})`;
  await refuseRows(queryInterface, table, name, query, transaction);
}

async function removeForeignKey(
  queryInterface,
  table,
  name,
  column,
  transaction,
) {
  const edit = withoutForeignKey(table, name, column);
  await editTable(queryInterface, table, edit, transaction);
}

async function addUnique(queryInterface, table, name, column, transaction) {
  const [from, quoted] = [table, column].map(quoteName);
  const query =
    `SELECT ${quoted} FROM ${from} WHERE ${quoted} IS NOT NULL ` +
    `GROUP BY ${quoted} HAVING count(*) > 1 LIMIT 1`;
  await refuseRows(queryInterface, table, name, query, transaction);
  const clause = `CONSTRAINT ${quoteName(name)} UNIQUE (${quoted})`;
  await rebuildTable(queryInterface, table, withClause(clause), transaction);
}

async function removeUnique(queryInterface, table, name, column, transaction) {
  const edit = withoutUnique(table, name, column);
  await rebuildTable(queryInterface, table, edit, transaction);
}

// A constraint that has no name in the definition gets none.
async function renameConstraint(
  queryInterface,
  table,
  before,
  after,
  transaction,
) {
  const rename = (clauses) =>
    clauses.map((clause) => {
      if (!isNamed(before)(clause)) return clause;
      const at = clause.text.indexOf(clause.words[1]);
      const rest = clause.text.slice(at + clause.words[1].length);
      return {
        ...clause,
        text: clause.text.slice(0, at) + quoteName(after) + rest,
      };
    });
  await editTable(queryInterface, table, rename, transaction);
}

module.exports = {
  addCheck,
  addForeignKey,
  addUnique,
  removeCheck,
  removeForeignKey,
  removeUnique,
  renameConstraint,
};
