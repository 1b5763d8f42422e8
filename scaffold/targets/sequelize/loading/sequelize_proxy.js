'use strict';

// Stands for `Sequelize` in the project's own copy of the package before its code runs: every
// instance gets a driver without a database, and is recorded, as are the places of models.

const Module = require('module');
const path = require('path');
const { fileURLToPath, pathToFileURL } = require('url');

const instances = [];
const places = new Map();
const notes = [];
let fallbackDialect;

const KNOWN = /^(postgres|mysql|mariadb|sqlite|mssql|db2|oracle|snowflake)/;

// Accepts any use: a driver is asked for parsers and classes when an instance is created.
function driver() {
  const call = function call() {};
  const proxy = new Proxy(call, {
    get(target, key) {
      if (key === 'then') return undefined;
      if (key === Symbol.toPrimitive) return () => '';
      if (key === 'prototype') return target.prototype;
      return proxy;
    },
    set: () => true,
    apply: () => proxy,
    construct: () => proxy,
  });
  return proxy;
}

function dialectOf(parameters) {
  for (const each of parameters) {
    const named = typeof each === 'string' ? each : each?.dialect;
    const found = KNOWN.exec(typeof named === 'string' ? named : '');
    if (found) return found[1];
  }
  notes.push(
    `the code does not name a dialect before it runs: ${fallbackDialect} is assumed`,
  );
  return fallbackDialect;
}

const isOptions = (value) =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

function construct(target, parameters, newTarget) {
  const { replication, dialectModulePath, ...options } =
    parameters.find(isOptions) ?? {};
  const settings = {
    ...options,
    dialect: dialectOf(parameters),
    dialectModule: driver(),
    logging: false,
    host: '127.0.0.1',
    port: 1,
  };
  const made = ['database', 'user', 'password', settings];
  const instance = Reflect.construct(target, made, newTarget);
  instances.push(instance);
  return instance;
}

// An ES module is named by its URL.
const pathOf = (name) =>
  name?.startsWith('file:') ? fileURLToPath(name) : name;

// The files outside node_modules that led to the call, the nearest first.
function callers() {
  const { prepareStackTrace, stackTraceLimit } = Error;
  Error.stackTraceLimit = 60;
  Error.prepareStackTrace = (_, sites) => sites;
  const sites = new Error().stack;
  Object.assign(Error, { prepareStackTrace, stackTraceLimit });
  return (Array.isArray(sites) ? sites : [])
    .map((site) => [
      pathOf(site.getFileName()),
      site.getLineNumber(),
      site.getColumnNumber(),
    ])
    .filter(
      ([file]) =>
        file &&
        path.isAbsolute(file) &&
        !file.includes(`${path.sep}node_modules${path.sep}`) &&
        !file.startsWith(__dirname + path.sep),
    )
    .map(([file, line, column]) => {
      const entry = Module.findSourceMap(file)?.findEntry(line - 1, column - 1);
      return {
        file,
        line: entry?.originalLine === undefined ? line : entry.originalLine + 1,
      };
    });
}

function recordPlaces(Model) {
  const init = Model.init;
  Model.init = function initAndRecord(...parameters) {
    const own = new Set(Object.keys(parameters[0] ?? {}));
    const model = init.apply(this, parameters);
    places.set(this, { calls: callers(), own });
    return model;
  };
}

function withoutDatabase(prototype) {
  prototype.query = async () => [[], {}];
  prototype.authenticate = async () => {};
  prototype.sync = async function sync() {
    return this;
  };
  prototype.close = async () => {};
}

// Returns the package's class; throws if the project has no copy of it.
function install(root, dialect) {
  fallbackDialect = dialect;
  const file = require.resolve('sequelize', { paths: [root] });
  const Sequelize = require(file);
  if (typeof Sequelize !== 'function') {
    throw new Error('its version of Sequelize is not 5 or 6');
  }
  withoutDatabase(Sequelize.prototype);
  recordPlaces(Sequelize.Model);
  const proxy = new Proxy(Sequelize, {
    construct,
    get: (target, key) =>
      key === 'Sequelize' || key === 'default'
        ? proxy
        : Reflect.get(target, key),
  });
  require.cache[file].exports = proxy;
  globalThis[Symbol.for('scaffold.sequelize')] = proxy;
  return proxy;
}

let isHooked = false;

// Modules that node imports itself do not see what was put into require.cache.
function hookImports(Sequelize, overlays) {
  if (isHooked) return;
  isHooked = true;
  if (!Module.register)
    throw new Error('ES modules need Node.js 20.6 or later');
  const isName = (name) =>
    /^[A-Za-z_$][\w$]*$/.test(name) && name !== 'default';
  const names = Object.getOwnPropertyNames(Sequelize).filter(
    (name) => isName(name) && !['length', 'name', 'prototype'].includes(name),
  );
  const data = { names: [...new Set([...names, 'Sequelize'])], overlays };
  Module.register(pathToFileURL(path.join(__dirname, 'es_hooks.mjs')), {
    data,
  });
}

module.exports = { hookImports, install, instances, notes, places };
