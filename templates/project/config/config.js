'use strict';

const path = require('path');

const dialects = {
  mariadb: 'mysql',
  mysql: 'mysql',
  postgres: 'postgres',
  postgresql: 'postgres',
  sqlite: 'sqlite',
};

// DATABASE_URL as Sequelize's settings; without one, a SQLite file beside package.json.
function settings(url) {
  if (!url) {
    const storage = path.resolve(__dirname, '..', 'database.sqlite');
    return { dialect: 'sqlite', storage, logging: false };
  }
  const scheme = url.split(':', 1)[0];
  if (!Object.hasOwn(dialects, scheme)) {
    const known = Object.keys(dialects).join(', ');
    throw new Error(`DATABASE_URL must begin with one of: ${known}`);
  }
  const dialect = dialects[scheme];
  if (dialect === 'sqlite') {
    const storage = url.replace(/^sqlite:(\/\/)?/, '');
    return { dialect, storage, logging: false };
  }
  const parts = new URL(url);
  return {
    dialect,
    host: parts.hostname,
    port: parts.port || undefined,
    username: decodeURIComponent(parts.username),
    password: decodeURIComponent(parts.password),
    database: decodeURIComponent(parts.pathname.slice(1)),
    dialectOptions: Object.fromEntries(parts.searchParams),
    logging: false,
  };
}

const current = settings(process.env.DATABASE_URL);

// sequelize-cli takes the top level for an environment that has no entry.
module.exports = {
  ...current,
  [process.env.NODE_ENV || 'development']: current,
};
