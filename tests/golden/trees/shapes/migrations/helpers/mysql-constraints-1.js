'use strict';

// MySQL has an index for each foreign key, and names foreign keys by how they came.

async function foreignKeyOf(queryInterface, table, column, transaction) {
  const keys = await queryInterface.getForeignKeyReferencesForTable(table, {
    transaction,
  });
  return keys.find(({ columnName }) => columnName === column);
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
  const key = await foreignKeyOf(queryInterface, table, column, transaction);
  const indexes = await queryInterface.showIndex(table, { transaction });
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

async function removeIndex(queryInterface, table, name, column, transaction) {
  await restoreKeyIndex(queryInterface, table, name, column, transaction);
  await queryInterface.removeIndex(table, name, { transaction });
}

async function removeUnique(queryInterface, table, name, column, transaction) {
  await restoreKeyIndex(queryInterface, table, name, column, transaction);
  await queryInterface.removeConstraint(table, name, { transaction });
}

async function removeForeignKey(
  queryInterface,
  table,
  name,
  column,
  transaction,
) {
  const key = await foreignKeyOf(queryInterface, table, column, transaction);
  if (!key) throw new Error(`${table} has no foreign key ${name}`);
  const { constraintName } = key;
  await queryInterface.removeConstraint(table, constraintName, { transaction });
  // MySQL leaves the index that it made for the foreign key.
  const indexes = await queryInterface.showIndex(table, { transaction });
  if (indexes.some((index) => index.name === constraintName)) {
    await queryInterface.removeIndex(table, constraintName, { transaction });
  }
}

// A foreign key has no statement that renames it.
async function renameForeignKey(
  queryInterface,
  table,
  before,
  key,
  transaction,
) {
  const [column] = key.fields;
  await removeForeignKey(queryInterface, table, before, column, transaction);
  await queryInterface.addConstraint(table, {
    type: 'foreign key',
    ...key,
    transaction,
  });
}

module.exports = {
  removeForeignKey,
  removeIndex,
  removeUnique,
  renameForeignKey,
};
