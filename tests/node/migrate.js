'use strict';

// Runs the moves that standard input asks for, as sequelize-cli would (lib/core/migrator.js),
// in one process, and copies the SQLite file after each migration:
//   {moves: [{kind: 'up' | 'down', to?: file}, {kind: 'sql', statements: [...]}], copies: folder}
// Standard output: {steps: [{file, direction, copy}], failure?: {file, direction, message, sql}}

const fs = require('fs');
const path = require('path');
const { createRequire } = require('module');

const project = process.cwd();
const fromProject = createRequire(path.join(project, 'package.json'));
const { Sequelize } = fromProject('sequelize');
const Umzug = createRequire(fromProject.resolve('sequelize-cli/package.json'))(
  'umzug',
);

const { moves, copies } = JSON.parse(fs.readFileSync(0, 'utf8'));
const recent = [];
const config = {
  ...fromProject('./config/config.js'),
  logging: (line) => recent.push(line),
};
const sequelize = new Sequelize(config);
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
const steps = [];

async function files(direction) {
  const found = await (direction === 'up'
    ? migrator.pending()
    : migrator.executed());
  const names = found.map((migration) => migration.file);
  return direction === 'up' ? names : names.reverse();
}

async function step(direction, file) {
  try {
    await migrator[direction]({ to: file });
  } catch (error) {
    throw Object.assign(error, { step: { file, direction } });
  }
  const copy = path.join(copies, `${steps.length}.sqlite`);
  fs.copyFileSync(config.storage, copy);
  steps.push({ file, direction, copy });
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

async function main() {
  for (const move of moves) await run(move);
}

main()
  .then(
    () => ({ steps }),
    (error) => ({
      steps,
      failure: {
        ...error.step,
        message: `${error.message}\n${error.stack}`,
        sql: error.sql || recent.at(-1),
      },
    }),
  )
  .then(async (answer) => {
    await sequelize.close();
    process.stdout.write(JSON.stringify(answer));
  });
