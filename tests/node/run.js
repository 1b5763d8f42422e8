'use strict';

// Runs the function body on standard input with the project's models, and prints what it returns
// as JSON. In scope: db (models/index.js), sequelize, Sequelize, Op, assert.

const assert = require('assert').strict;
const fs = require('fs');
const path = require('path');
const { createRequire } = require('module');

const fromProject = createRequire(path.join(process.cwd(), 'package.json'));
const Sequelize = fromProject('sequelize');
const db = fromProject('./models/index.js');
const { sequelize } = db;

const AsyncFunction = (async () => {}).constructor;
const body = new AsyncFunction(
  'db',
  'sequelize',
  'Sequelize',
  'Op',
  'assert',
  fs.readFileSync(0, 'utf8'),
);

body(db, sequelize, Sequelize, Sequelize.Op, assert).then(
  async (value) => {
    await sequelize.close();
    process.stdout.write(JSON.stringify(value ?? null));
  },
  (error) => {
    console.error(`${error.message}\n${error.stack}`);
    if (error.sql) console.error(error.sql);
    process.exitCode = 1;
  },
);
