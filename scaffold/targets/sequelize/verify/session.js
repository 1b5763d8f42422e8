'use strict';

// Creates, migrates and reads scratch databases, with the packages of the project in the current
// folder. A request is a line of JSON on standard input, {do: …}; the answer a line on standard
// output, {value} or {error}. When standard input ends, for any reason, every database that was
// created here is dropped.

const fs = require('fs');
const path = require('path');
const readline = require('readline');
const { createRequire } = require('module');
const { pathToFileURL } = require('url');
const { takeRefusals, unguarded } = require('./guard');
const drivers = require('./drivers');
const rows = require('./rows');
const typescript = require('./typescript');

const fromProject = createRequire(path.join(process.cwd(), 'package.json'));
const answer = process.stdout.write.bind(process.stdout);
// Output of migrations and models must not be read as answers.
process.stdout.write = process.stderr.write.bind(process.stderr);
// The parent may have ended before the answer.
process.stdout.on('error', () => {});

const scratch = new Map();
let server;
let temporary;
let ended = false;

// The folder of a package, whose package.json may not be among its exports. With pnpm its
// dependencies are beside the folder that the link leads to.
function home(name) {
  const folders = fromProject.resolve.paths(name);
  const found = folders
    .map((folder) => path.join(folder, name))
    .find((each) => fs.existsSync(path.join(each, 'package.json')));
  return found && fs.realpathSync(found);
}

function manifest(name) {
  const folder = home(name);
  return folder && require(path.join(folder, 'package.json'));
}

// The versions of the packages, null for a missing one, and why the driver fails to load.
function packages({ dialect, needs }) {
  const names = [
    'sequelize',
    'sequelize-cli',
    drivers[dialect].package,
    ...needs,
  ];
  const versions = Object.fromEntries(
    names.map((name) => [name, manifest(name)?.version ?? null]),
  );
  let broken = null;
  if (versions[drivers[dialect].package]) {
    try {
      fromProject(drivers[dialect].package);
    } catch (error) {
      broken = error.message.split('\n')[0];
    }
  }
  return { versions, broken };
}

function connectTo({ dialect, settings, folder }) {
  temporary = folder;
  require('./options');
  const driver = fromProject(drivers[dialect].package);
  server = { dialect: drivers[dialect], driver, settings };
  const { bin } = manifest('sequelize-cli');
  return path.join(home('sequelize-cli'), bin.sequelize ?? bin);
}

async function create({ name, extensions }) {
  const { dialect, driver, settings } = server;
  const finish = await unguarded(() =>
    dialect.create(driver, settings, name, extensions),
  );
  const place = dialect.locate(settings, name);
  scratch.set(name, { name, place });
  await finish?.();
  return place;
}

// Takes over databases that another session created and could not drop.
function adopt({ names }) {
  for (const name of names) scratch.set(name, { name });
}

// Drops a database that an interrupted run left behind.
async function drop({ name }) {
  const { dialect, driver, settings } = server;
  await unguarded(() => dialect.drop(driver, settings, name));
}

async function read({ name, queries }) {
  const { dialect, driver } = server;
  const connection = await dialect.connect(driver, scratch.get(name).place);
  try {
    const rows = {};
    for (const [key, sql] of Object.entries(queries)) {
      rows[key] = await connection.all(sql);
    }
    return rows;
  } finally {
    await connection.close();
  }
}

// Runs each statement by itself, with foreign keys checked; null, or the error of each.
async function insert({ name, statements }) {
  const { dialect, driver } = server;
  const connection = await dialect.connect(driver, scratch.get(name).place);
  try {
    if (dialect === drivers.sqlite) {
      await connection.all('PRAGMA foreign_keys = ON');
    }
    const errors = [];
    for (const statement of statements) {
      const failed = await connection.all(statement).then(
        () => null,
        (error) => error.message,
      );
      errors.push(failed);
    }
    return errors;
  } finally {
    await connection.close();
  }
}

function instance(database) {
  const { Sequelize } = fromProject('sequelize');
  database.sequelize ??= new Sequelize({ ...database.place, logging: false });
  return database.sequelize;
}

// As in sequelize-cli (lib/core/migrator.js), with its own umzug.
function migrator(database, folder) {
  const sequelize = instance(database);
  const Umzug = createRequire(path.join(home('sequelize-cli'), 'lib/'))(
    'umzug',
  );
  database.migrator ??= new Umzug({
    storage: 'sequelize',
    storageOptions: { sequelize, tableName: 'SequelizeMeta' },
    logging: () => {},
    migrations: {
      params: [sequelize.getQueryInterface(), sequelize.constructor],
      path: folder,
      pattern: /^(?!.*\.d\.ts$).*\.(cjs|js|cts|ts)$/,
    },
  });
  return database.migrator;
}

async function pending({ name, folder }) {
  if (!fs.existsSync(folder)) return [];
  const found = await migrator(scratch.get(name), folder).pending();
  return found.map(({ file }) => file);
}

async function migrate({ name, folder, direction, file }) {
  await migrator(scratch.get(name), folder)[direction]({ to: file });
}

// Runs a migration that no table of migrations knows.
async function build({ name, file }) {
  const sequelize = instance(scratch.get(name));
  const loaded = await import(pathToFileURL(file).href);
  const { up } = loaded.default ?? loaded;
  await up(sequelize.getQueryInterface(), sequelize.constructor);
}

// As in the models/index.js of CommonJS, which is never loaded, because it connects to the project's
// database.
const isModelFile = (file) =>
  /^[^.].*\.js$/.test(file) &&
  !file.includes('.test.js') &&
  file !== 'index.js';

// A class cannot be called as a function; its prototype is read-only.
const isFunction = (value) =>
  typeof value === 'function' &&
  Object.getOwnPropertyDescriptor(value, 'prototype')?.writable !== false;

async function modelsOf(sequelize, folder, modules) {
  if (modules === 'commonjs') return modelsOfFolder(sequelize, folder);
  const isTypeScript = modules === 'typescript';
  if (isTypeScript) await typescript.register(fromProject);
  const index = path.join(folder, isTypeScript ? 'index.ts' : 'index.js');
  const { initModels } = await import(pathToFileURL(index).href);
  return Object.values(initModels(sequelize));
}

function modelsOfFolder(sequelize, folder) {
  const { Model, DataTypes } = fromProject('sequelize');
  const models = {};
  for (const file of fs.readdirSync(folder).filter(isModelFile).sort()) {
    const define = fromProject(path.join(folder, file));
    if (!isFunction(define)) continue;
    try {
      const model = define(sequelize, DataTypes);
      if (model?.prototype instanceof Model) models[model.name] = model;
    } catch (error) {
      error.message = `${file}: ${error.message}`;
      throw error;
    }
  }
  for (const model of Object.values(models)) model.associate?.(models);
  return Object.values(models);
}

async function addForeignKeys(model) {
  const attributes = Object.values(model.tableAttributes);
  for (const attribute of attributes) {
    const { field, references, onDelete, onUpdate } = attribute;
    if (!references) continue;
    const { model: table, key, deferrable } = references;
    await model.queryInterface.addConstraint(model.getTableName(), {
      type: 'foreign key',
      fields: [field],
      references: { table, field: key },
      onDelete,
      onUpdate,
      deferrable,
    });
  }
}

// The tables of the models. Where keys form a cycle, sync() makes none on primary keys, except on
// SQLite, and fails for some types: there each key is added separately, and the answer is true.
async function sync({ name, folder, modules }) {
  const sequelize = instance(scratch.get(name));
  const models = await modelsOf(sequelize, folder, modules);
  const schemas = models.map((model) => model.getTableName().schema);
  for (const schema of new Set(schemas.filter(Boolean))) {
    await sequelize.createSchema(schema);
  }
  const isCyclic = !sequelize.modelManager.getModelsTopoSortedByForeignKey();
  if (!isCyclic || sequelize.getDialect() === 'sqlite') {
    await sequelize.sync();
    return false;
  }
  for (const model of models) {
    await model.sync({ withoutForeignKeyConstraints: true });
  }
  for (const model of models) await addForeignKeys(model);
  return true;
}

// The aliases of the models, which are then tried on this database.
async function models({ name, folder, modules }) {
  const sequelize = instance(scratch.get(name));
  await modelsOf(sequelize, folder, modules);
  // Sequelize asks for the enums of PostgreSQL at its first connection, when there are none yet,
  // and then after sync() made one: never for those that columns share.
  await sequelize.connectionManager._refreshDynamicOIDs?.();
  return rows.prepare(sequelize);
}

const trial =
  (kind) =>
  ({ name, ...request }) =>
    rows[kind](scratch.get(name).sequelize, request);

const commands = {
  packages,
  typescript: () => typescript.means(fromProject),
  connect: connectTo,
  create,
  adopt,
  drop,
  read,
  insert,
  pending,
  migrate,
  build,
  sync,
  models,
  row: trial('row'),
  association: trial('association'),
  include: trial('include'),
};

async function perform({ do: command, ...request }) {
  const reply = await tried(command, request);
  const [message] = takeRefusals();
  return message ? { error: { message, sql: null } } : reply;
}

async function tried(command, request) {
  try {
    return { value: (await commands[command](request)) ?? null };
  } catch (error) {
    const message =
      error.original?.message || error.message || error.code || String(error);
    const sql = error.sql ?? error.original?.sql ?? null;
    return { error: { message, sql } };
  }
}

const pause = (time) => new Promise((resolve) => setTimeout(resolve, time));

async function dropAll() {
  const { dialect, driver, settings } = server ?? {};
  for (const { name, sequelize } of scratch.values()) {
    // A connection that a migration still uses never closes: dropping ends it.
    await Promise.race([sequelize?.close().catch(() => {}), pause(500)]);
    try {
      await unguarded(() => dialect.drop(driver, settings, name));
    } catch (error) {
      process.exitCode = 1;
      console.error(`could not drop ${name}: ${error.message}`);
    }
  }
}

const lines = readline.createInterface({ input: process.stdin });
let last = Promise.resolve();
let creating = Promise.resolve();
lines.on('line', (line) => {
  const request = JSON.parse(line);
  ended = request.do === 'end';
  if (ended) return;
  last = last.then(() => perform(request));
  if (request.do === 'create') creating = last;
  last.then((reply) => answer(`${JSON.stringify(reply)}\n`));
});
process.on('uncaughtException', (error) => {
  console.error(error.stack ?? error);
  process.exitCode = 1;
  lines.close();
});
lines.on('close', async () => {
  await Promise.race([creating, pause(10000)]);
  await dropAll();
  if (!ended && temporary) {
    // The process that made the folder was killed.
    fs.rmSync(temporary, { recursive: true, force: true });
  }
  process.exit();
});
