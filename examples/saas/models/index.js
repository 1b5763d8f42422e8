'use strict';

const fs = require('fs');
const path = require('path');
const Sequelize = require('sequelize');
const configs = require('../config/config');

// As sequelize-cli has it: the top level stands in for an unnamed environment.
const config = configs[process.env.NODE_ENV || 'development'] || configs;
const url = config.use_env_variable
  ? process.env[config.use_env_variable]
  : config.url;
if (config.use_env_variable && !url) {
  throw new Error(`Set ${config.use_env_variable}: it names the database.`);
}
const sequelize = url
  ? new Sequelize(url, config)
  : new Sequelize(config.database, config.username, config.password, config);

// The files that sequelize-cli's own index takes: every script here but this one and tests.
const isModelFile = (file) =>
  /^[^.].*\.js$/.test(file) &&
  !file.includes('.test.js') &&
  file !== path.basename(__filename);

// A class cannot be called as a function; its prototype is read-only.
const isFunction = (value) =>
  typeof value === 'function' &&
  Object.getOwnPropertyDescriptor(value, 'prototype')?.writable !== false;

const db = {};
const others = [];

for (const file of fs.readdirSync(__dirname).filter(isModelFile).sort()) {
  const define = require(path.join(__dirname, file));
  const model = isFunction(define) && define(sequelize, Sequelize.DataTypes);
  if (model?.prototype instanceof Sequelize.Model) {
    db[model.name] = model;
  } else {
    others.push(file);
  }
}

if (others.length > 0) {
  process.emitWarning(
    `No model is exported by ${others.join(', ')} in ${__dirname}: not loaded. ` +
      'A model file exports a function that returns its model; move others.',
  );
}

for (const model of Object.values(db)) {
  if (model.associate) {
    model.associate(db);
  }
}

db.sequelize = sequelize;
db.Sequelize = Sequelize;

module.exports = db;
