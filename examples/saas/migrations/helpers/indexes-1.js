'use strict';

// Only a project for MySQL has its file.
const mysql = () => require('./mysql-constraints-1');

async function removeIndex(queryInterface, table, name, column, transaction) {
  if (queryInterface.sequelize.getDialect() === 'mysql') {
    const given = [queryInterface, table, name, column, transaction];
    await mysql().removeIndex(...given);
    return;
  }
  await queryInterface.removeIndex(table, name, { transaction });
}

module.exports = { removeIndex };
