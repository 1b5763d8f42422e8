'use strict';

// How each dialect's driver creates, reads and drops a scratch database. Settings are those of
// Sequelize's options.

const fs = require('fs');
const { promisify } = require('util');

const sqlite = {
  package: 'sqlite3',
  async connect({ Database }, { storage }) {
    const database = await new Promise((resolve, reject) => {
      const made = new Database(storage, (error) =>
        error ? reject(error) : resolve(made),
      );
    });
    return {
      all: promisify(database.all.bind(database)),
      close: promisify(database.close.bind(database)),
    };
  },
  locate: (settings, storage) => ({ ...settings, storage }),
  async create() {},
  async drop(driver, settings, storage) {
    fs.rmSync(storage, { force: true });
  },
};

const postgres = {
  package: 'pg',
  async connect({ Client }, { username, dialectOptions, ...settings }) {
    const client = new Client({
      connectionTimeoutMillis: 10000,
      ...settings,
      ...dialectOptions,
      user: username,
    });
    // A connection that the server ended emits an error at its next use.
    client.on('error', () => {});
    await client.connect();
    return {
      all: async (sql) => (await client.query(sql)).rows,
      close: () => client.end(),
    };
  },
  locate: (settings, database) => ({ ...settings, database }),
  async create(driver, settings, name, extensions) {
    await run(this, driver, settings, [`CREATE DATABASE "${name}"`]);
    const inside = this.locate(settings, name);
    const statements = extensions.map(
      (extension) => `CREATE EXTENSION IF NOT EXISTS "${extension}"`,
    );
    return () => run(this, driver, inside, statements);
  },
  async drop(driver, settings, name) {
    await run(this, driver, settings, [
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${name}'`,
      `DROP DATABASE IF EXISTS "${name}"`,
    ]);
  },
};

const mysql = {
  package: 'mysql2',
  async connect({ createConnection }, settings) {
    const { host, port, username, password, database, dialectOptions } =
      settings;
    const options = { host, port, user: username, password, database };
    const connection = createConnection({ ...options, ...dialectOptions });
    connection.on('error', () => {});
    await promisify(connection.connect.bind(connection))();
    return {
      all: promisify(connection.query.bind(connection)),
      close: promisify(connection.end.bind(connection)),
    };
  },
  locate: (settings, database) => ({ ...settings, database }),
  async create(driver, settings, name) {
    await run(this, driver, { ...settings, database: undefined }, [
      `CREATE DATABASE \`${name}\``,
    ]);
  },
  async drop(driver, settings, name) {
    const server = await this.connect(driver, {
      ...settings,
      database: undefined,
    });
    try {
      // DROP DATABASE waits for open transactions in it.
      const open = await server.all(
        `SELECT id FROM information_schema.processlist WHERE db = '${name}'`,
      );
      for (const { id } of open) {
        await server.all(`KILL ${id}`).catch(() => {});
      }
      await server.all(`DROP DATABASE IF EXISTS \`${name}\``);
    } finally {
      await server.close();
    }
  },
};

async function run(dialect, driver, settings, statements) {
  const connection = await dialect.connect(driver, settings);
  try {
    for (const statement of statements) await connection.all(statement);
  } finally {
    await connection.close();
  }
}

module.exports = { sqlite, postgres, mysql };
