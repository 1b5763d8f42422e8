'use strict';

// Loaded before a project's code. A connection of Sequelize, pg, mysql2 or sqlite3 to a database
// other than the scratch ones (SCAFFOLD_SCRATCH, a JSON list of names) is refused. Each refusal
// is kept, and appended to the file SCAFFOLD_REFUSALS: code that catches the error fails the
// check all the same.

const fs = require('fs');
const path = require('path');
const Module = require('module');
const { AsyncLocalStorage } = require('async_hooks');

const scratch = new Set(JSON.parse(process.env.SCAFFOLD_SCRATCH));
const refusals = [];
const unguarded = new AsyncLocalStorage();
const LABELS = { postgres: 'PostgreSQL', mysql: 'MySQL', mariadb: 'MariaDB' };
const INSTEAD =
  'Use the connection that it is given: queryInterface.sequelize in a migration, ' +
  'sequelize in a model.';

// The line of the project that is running.
function place() {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 100;
  const frames = new Error().stack.split('\n').slice(1);
  Error.stackTraceLimit = limit;
  const root = process.cwd() + path.sep;
  for (const frame of frames) {
    const found = /\(?(?:file:\/\/)?([^(]+?):(\d+):\d+\)?$/.exec(frame);
    const file = found?.[1].trim().replace(/^at (async )?/, '') ?? '';
    const inside = file.startsWith(root) && !file.includes('node_modules');
    if (inside && path.dirname(file) !== __dirname) {
      return `${path.relative(root, file)}:${found[2]}`;
    }
  }
  return "the project's code";
}

function refuse(what) {
  const message = `${place()} ${what}. ${INSTEAD}`;
  refusals.push(message);
  if (process.env.SCAFFOLD_REFUSALS) {
    fs.appendFileSync(process.env.SCAFFOLD_REFUSALS, `${message}\n`);
  }
  throw new Error(message);
}

function check(dialect, name, host) {
  if (unguarded.getStore() || scratch.has(name)) return;
  if (dialect === 'sqlite') {
    // One that ends with its connection; '' is a temporary file.
    if (/^(file:)?:memory:|^$/.test(name ?? ':memory:')) return;
    refuse(`opens the SQLite file ${name}, which verify did not create`);
  }
  const database = name ? `the database ${name}` : 'no database';
  const label = LABELS[dialect] ?? dialect;
  const server = `${label}${host ? ` at ${host}` : ''}`;
  refuse(`connects to ${database} on ${server}, which verify did not create`);
}

const NAME = '(?:`[^`]*`|"[^"]*"|[^\\s;]+)';
const LEAVING = {
  sqlite: /^\s*(?:attach\b|vacuum\b.*\binto\b)/is,
  postgres: /^\s*(?:create|drop|alter)\s+database\b/i,
  mysql: new RegExp(
    `^\\s*(?:use|(?:create|drop|alter)\\s+(?:database|schema)(?:\\s+if(?:\\s+not)?\\s+exists)?)\\s+(${NAME})`,
    'i',
  ),
};

// Statements that reach another database over a connection to the scratch one.
function checkStatement(dialect, statement) {
  const sql = typeof statement === 'string' ? statement : statement?.sql;
  const found = LEAVING[dialect].exec(sql ?? statement?.text ?? '');
  if (!found || unguarded.getStore()) return;
  if (scratch.has(found[1]?.replace(/^[`"]|[`"]$/g, ''))) return;
  const line = found.input.trim().split('\n')[0];
  refuse(
    `runs \`${line}\`, which reaches a database that verify did not create`,
  );
}

function wrap(object, names, before) {
  for (const name of names) {
    const original = object[name];
    if (typeof original !== 'function') continue;
    object[name] = function (...values) {
      try {
        before.apply(this, values);
      } catch (error) {
        // A driver passes its errors to the callback, if there is one.
        const callback = values.findLast((value) => value instanceof Function);
        if (!callback) throw error;
        process.nextTick(callback, error);
        return this;
      }
      return original.apply(this, values);
    };
  }
}

function guardPostgres(Client) {
  wrap(Client.prototype, ['connect'], function () {
    const { database, host } = this.connectionParameters ?? this;
    check('postgres', database, host);
  });
  wrap(Client.prototype, ['query'], function (statement) {
    checkStatement('postgres', statement);
  });
}

function guardMysql(Connection) {
  // It connects in its constructor, whose first command is the handshake.
  wrap(Connection.prototype, ['addCommand'], function () {
    try {
      const { database, host, socketPath } = this.config;
      check('mysql', database, socketPath || host);
    } catch (error) {
      this._closing = true;
      this.stream.on('error', () => {}).destroy();
      throw error;
    }
  });
  wrap(Connection.prototype, ['changeUser'], function (options) {
    if (options?.database) check('mysql', options.database, this.config.host);
  });
  wrap(Connection.prototype, ['query', 'execute'], (statement) =>
    checkStatement('mysql', statement),
  );
}

function guardSqlite(driver) {
  const methods = ['run', 'get', 'all', 'each', 'map', 'exec', 'prepare'];
  wrap(driver.Database.prototype, methods, (statement) =>
    checkStatement('sqlite', statement),
  );
  const open = {
    construct(target, values, made) {
      check('sqlite', String(values[0]));
      const database = Reflect.construct(target, values, made);
      // No scratch database outlives a crash: its commits need not wait for the disk.
      database.run('PRAGMA synchronous = OFF', () => {});
      return database;
    },
  };
  driver.Database = new Proxy(driver.Database, open);
  driver.cached.Database = new Proxy(driver.cached.Database, {
    ...open,
    apply(target, self, values) {
      check('sqlite', String(values[0]));
      return Reflect.apply(target, self, values);
    },
  });
}

function guardSequelize(Sequelize) {
  const guarded = new Proxy(Sequelize, {
    construct(target, values, made) {
      // It connects at its first query, not as it is made.
      const instance = Reflect.construct(target, values, made);
      const { options, config } = instance;
      const isFile = options.dialect === 'sqlite';
      // Sequelize reads the file's name here (lib/dialects/sqlite/connection-manager.js).
      const file = options.storage ?? options.host;
      const name = isFile ? file : config.database;
      check(options.dialect, name, config.host);
      return instance;
    },
  });
  // As CommonJS, named and default export, and through any instance.
  Sequelize.Sequelize = guarded;
  Sequelize.default = guarded;
  Sequelize.prototype.Sequelize = guarded;
  Sequelize.prototype.constructor = guarded;
  return guarded;
}

const GUARDS = {
  'pg/lib/client.js': guardPostgres,
  'pg/lib/native/client.js': guardPostgres,
  'mysql2/lib/connection.js': guardMysql,
  'sqlite3/lib/sqlite3.js': guardSqlite,
  'sequelize/lib/sequelize.js': guardSequelize,
};

// Each file is guarded before its exports are returned, for any copy of a package.
const load = Module.prototype.load;
Module.prototype.load = function (filename) {
  load.call(this, filename);
  const [file, ...outer] = filename.split(/[\\/]node_modules[\\/]/).reverse();
  const guard = outer.length ? GUARDS[file.replaceAll('\\', '/')] : undefined;
  if (guard) this.exports = guard(this.exports) ?? this.exports;
};

module.exports = {
  // Connections inside `work` are not checked.
  unguarded: (work) => unguarded.run(true, work),
  // The refusals since the last call.
  takeRefusals: () => refusals.splice(0),
};
