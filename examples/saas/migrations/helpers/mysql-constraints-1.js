'use strict';

// MySQL has an index for each foreign key, and names foreign keys by how they came.

async function foreignKeyOf(queryInterface, table, column, transaction) {
  const keys = await queryInterface.getForeignKeyReferencesForTable(table, {
    transaction,
  });
  // A foreign key of several columns has a row for each of them.
  const isSingle = ({ constraintName }) =>
    keys.filter((key) => key.constraintName === constraintName).length === 1;
  return keys.find((key) => key.columnName === column && isSingle(key));
}

async function actionsOf(queryInterface, table, key, transaction) {
  const [actions] = await queryInterface.sequelize.query(
    'SELECT UPDATE_RULE AS onUpdate, DELETE_RULE AS onDelete ' +
      'FROM information_schema.REFERENTIAL_CONSTRAINTS ' +
      'WHERE CONSTRAINT_SCHEMA = DATABASE() AND TABLE_NAME = ? ' +
      'AND CONSTRAINT_NAME = ?',
    { replacements: [table, key.constraintName], transaction, type: 'SELECT' },
  );
  return actions;
}

// MySQL had an index of its own for a foreign key until this one took its place, and
// makes it again only with the foreign key.
async function removeIndex(queryInterface, table, name, column, transaction) {
  const key = await foreignKeyOf(queryInterface, table, column, transaction);
  const indexes = await queryInterface.showIndex(table, { transaction });
  const served = indexes.some(
    (index) => index.name !== name && index.fields[0].attribute === column,
  );
  if (!key || served) {
    await queryInterface.removeIndex(table, name, { transaction });
    return;
  }
  const actions = await actionsOf(queryInterface, table, key, transaction);
  await queryInterface.removeConstraint(table, key.constraintName, {
    transaction,
  });
  await queryInterface.removeIndex(table, name, { transaction });
  await queryInterface.addConstraint(table, {
    type: 'foreign key',
    fields: [column],
    name: key.constraintName,
    references: {
      table: key.referencedTableName,
      field: key.referencedColumnName,
    },
    ...actions,
    transaction,
  });
}

// A unique constraint is an index.
const removeUnique = removeIndex;

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
