'use strict';

// On SQLite removeColumn() would create the table again and delete the rows that refer
// to the old one, and a column cannot be dropped before its index.
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

module.exports = { removeColumn };
