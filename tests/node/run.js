'use strict';

// Runs a function body with the models of the project in the current folder, and gives what it
// returns. In scope: db (models/index.js), sequelize, Sequelize, Op, assert.

const assert = require('assert').strict;
const path = require('path');
const { createRequire } = require('module');

const AsyncFunction = (async () => {}).constructor;
const SCOPE = ['db', 'sequelize', 'Sequelize', 'Op', 'assert'];

module.exports = async function run({ body }) {
  const fromProject = createRequire(path.join(process.cwd(), 'package.json'));
  const Sequelize = fromProject('sequelize');
  const db = fromProject('./models/index.js');
  const { sequelize } = db;
  try {
    const run = new AsyncFunction(...SCOPE, body);
    return await run(db, sequelize, Sequelize, Sequelize.Op, assert);
  } finally {
    await sequelize.close();
  }
};
