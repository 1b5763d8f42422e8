'use strict';

// Runs the moves that standard input asks for, as sequelize-cli would (lib/core/migrator.js),
// in one process. A line of JSON on standard input:
//   [{kind: 'up' | 'down', to?: file}, {kind: 'sql', statements: [...]}]
// and then an empty one after each migration, when its tables have been looked at.
// Standard output, a line each: {file, direction}, at the end {done} or {failure: {…}}

const path = require('path');
const readline = require('readline');
const { createRequire } = require('module');

const project = process.cwd();
const fromProject = createRequire(path.join(project, 'package.json'));
const { Sequelize } = fromProject('sequelize');
const Umzug = createRequire(fromProject.resolve('sequelize-cli/package.json'))(
  'umzug',
);

const reader = readline.createInterface({ input: process.stdin });
const lines = reader[Symbol.asyncIterator]();
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

const say = (value) => process.stdout.write(`${JSON.stringify(value)}\n`);
const hear = async () => (await lines.next()).value;

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
  say({ file, direction });
  await hear();
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
  for (const move of JSON.parse(await hear())) await run(move);
}

main()
  .then(
    () => ({ done: true }),
    (error) => ({
      failure: {
        ...error.step,
        message: `${error.message}\n${error.stack}`,
        sql: error.sql || recent.at(-1),
      },
    }),
  )
  .then(async (answer) => {
    await sequelize.close();
    say(answer);
    reader.close();
  });
