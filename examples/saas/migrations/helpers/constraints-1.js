'use strict';

// Adds and drops constraints on SQLite, PostgreSQL and MySQL.

// Only a project for the database has its file.
const sqlite = () => require('./sqlite-constraints-1');
const mysql = () => require('./mysql-constraints-1');

const isOn = (dialect, queryInterface) =>
  queryInterface.sequelize.getDialect() === dialect;

async function alterTable(queryInterface, table, change, transaction) {
  const from = queryInterface.quoteIdentifier(table);
  await queryInterface.sequelize.query(`ALTER TABLE ${from} ${change}`, {
    transaction,
  });
}

async function addCheck(queryInterface, table, name, condition, transaction) {
  if (isOn('sqlite', queryInterface)) {
    await sqlite().addCheck(
      queryInterface,
      table,
      name,
      condition,
      transaction,
    );
    return;
  }
  const constraint = queryInterface.quoteIdentifier(name);
  const change = `ADD CONSTRAINT ${constraint} CHECK (${condition})`;
  await alterTable(queryInterface, table, change, transaction);
}

async function removeCheck(queryInterface, table, name, transaction) {
  if (isOn('sqlite', queryInterface)) {
    await sqlite().removeCheck(queryInterface, table, name, transaction);
    return;
  }
  const change = `DROP CONSTRAINT ${queryInterface.quoteIdentifier(name)}`;
  await alterTable(queryInterface, table, change, transaction);
}

async function addForeignKey(queryInterface, table, key, transaction) {
  if (isOn('sqlite', queryInterface)) {
    await sqlite().addForeignKey(queryInterface, table, key, transaction);
    return;
  }
  await queryInterface.addConstraint(table, {
    type: 'foreign key',
    ...key,
    transaction,
  });
}

async function removeForeignKey(
  queryInterface,
  table,
  name,
  column,
  transaction,
) {
  const given = [queryInterface, table, name, column, transaction];
  if (isOn('sqlite', queryInterface)) {
    await sqlite().removeForeignKey(...given);
  } else if (isOn('mysql', queryInterface)) {
    await mysql().removeForeignKey(...given);
  } else {
    await queryInterface.removeConstraint(table, name, { transaction });
  }
}

async function addUnique(queryInterface, table, name, column, transaction) {
  if (isOn('sqlite', queryInterface)) {
    await sqlite().addUnique(queryInterface, table, name, column, transaction);
    return;
  }
  await queryInterface.addConstraint(table, {
    type: 'unique',
    name,
    fields: [column],
    transaction,
  });
}

async function removeUnique(queryInterface, table, name, column, transaction) {
  const given = [queryInterface, table, name, column, transaction];
  if (isOn('sqlite', queryInterface)) {
    await sqlite().removeUnique(...given);
  } else if (isOn('mysql', queryInterface)) {
    await mysql().removeUnique(...given);
  } else {
    await queryInterface.removeConstraint(table, name, { transaction });
  }
}

module.exports = {
  addCheck,
  addForeignKey,
  addUnique,
  removeCheck,
  removeForeignKey,
  removeUnique,
};
