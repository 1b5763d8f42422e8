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
const sequelize = url
  ? new Sequelize(url, config)
  : new Sequelize(config.database, config.username, config.password, config);

const isScript = (file) =>
  /^[^.].*\.js$/.test(file) &&
  !/\.(spec|test)\.js$/.test(file) &&
  file !== path.basename(__filename);

// A model's file exports a function of sequelize; any other file is left alone.
const isFactory = (exported) =>
  typeof exported === 'function' &&
  /^(function\b[^(]*)?\(?\s*sequelize\b/.test(exported);

const db = {};

for (const file of fs.readdirSync(__dirname).filter(isScript).sort()) {
  const factory = require(path.join(__dirname, file));
  if (isFactory(factory)) {
    const model = factory(sequelize, Sequelize.DataTypes);
    if (model?.prototype instanceof Sequelize.Model) {
      db[model.name] = model;
    }
  }
}

for (const model of Object.values(db)) {
  if (model.associate) {
    model.associate(db);
  }
}

db.sequelize = sequelize;
db.Sequelize = Sequelize;

module.exports = db;
