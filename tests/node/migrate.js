'use strict';

// Runs moves in the project of the current folder as sequelize-cli would (lib/core/migrator.js):
//   [{kind: 'up' | 'down', to?: file}, {kind: 'sql', statements: [...]}]
// With `says` it says {file, direction} after each migration, and waits for an answer.

const path = require('path');
const { createRequire } = require('module');

// The last connection to PostgreSQL, whose first queries take as long as a migration: the next run
// on the same database gets it, with the setting `logging` of its own.
let kept = null;

async function open(Sequelize, config) {
  const key = JSON.stringify(config);
  const { key: known, Sequelize: theirs, sequelize: last } = kept ?? {};
  kept = null;
  if (known === key && theirs === Sequelize) {
    try {
      await last.authenticate({ logging: false });
      last.options.logging = config.logging;
      return last;
    } catch {
      // The server has closed it.
    }
  }
  await last?.close();
  return new Sequelize(config);
}

async function leave(Sequelize, config, sequelize, failed) {
  if (config.dialect === 'postgres' && !failed) {
    kept = { key: JSON.stringify(config), Sequelize, sequelize };
  } else {
    await sequelize.close();
  }
}

module.exports = async function migrate({ moves, says }, say) {
  const project = process.cwd();
  const fromProject = createRequire(path.join(project, 'package.json'));
  const { Sequelize } = fromProject('sequelize');
  const Umzug = createRequire(
    fromProject.resolve('sequelize-cli/package.json'),
  )('umzug');

  const recent = [];
  const config = {
    ...fromProject('./config/config.js'),
    logging: (line) => recent.push(line),
  };
  const sequelize = await open(Sequelize, config);
  const migrator = new Umzug({
    storage: 'sequelize',
    storageOptions: { sequelize, tableName: 'SequelizeMeta' },
    logging: () => {},
    migrations: {
      params: [sequelize.getQueryInterface(), Sequelize],
      path: path.join(project, 'migrations'),
      pattern: /^(?!.*\.d\.ts$).*\.(cjs|js|cts|ts)$/,
    },
  });

  // Umzug creates its table before each look at it: four queries each time.
  const { model } = migrator.storage;
  let created;
  model.sync = () => (created ??= Sequelize.Model.sync.call(model));

  async function files(direction) {
    const found = await (direction === 'up'
      ? migrator.pending()
      : migrator.executed());
    const names = found.map((migration) => migration.file);
    return direction === 'up' ? names : names.reverse();
  }

  async function step(direction, file) {
    try {
      await migrator.execute({ migrations: [file], method: direction });
    } catch (error) {
      throw Object.assign(error, { step: { file, direction } });
    }
    if (says) await say({ file, direction });
  }

  async function run({ kind, to, statements }) {
    if (kind === 'sql') {
      for (const statement of statements) await sequelize.query(statement);
      return;
    }
    const names = await files(kind);
    if (to && !names.includes(to)) throw new Error(`no ${kind} to ${to}`);
    for (const file of names) {
      await step(kind, file);
      if (file === to) return;
    }
  }

  let failure = null;
  try {
    for (const move of moves) await run(move);
  } catch (error) {
    error.sql ??= recent.at(-1);
    failure = error;
  }
  await leave(Sequelize, config, sequelize, failure);
  if (failure) throw Object.assign(failure, { closed: true });
};
