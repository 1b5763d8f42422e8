'use strict';

// As run.js, with models that are ES modules or TypeScript: `index` is the path of their index.
// Rows of an earlier run are deleted first.

const assert = require('assert').strict;
const path = require('path');
const { createRequire } = require('module');
const { pathToFileURL } = require('url');

const AsyncFunction = (async () => {}).constructor;
const SCOPE = ['db', 'sequelize', 'Sequelize', 'Op', 'assert'];

// Rows that others refer to with RESTRICT are deleted after those.
async function deleteRows(models) {
  for (let left = models; left.length > 0;) {
    const refused = [];
    for (const model of left) {
      const deleted = model.destroy({ where: {}, force: true, hooks: false });
      await deleted.catch(() => refused.push(model));
    }
    assert.ok(refused.length < left.length, 'rows cannot be deleted');
    left = refused;
  }
}

module.exports = async function run({ index, body }) {
  const fromProject = createRequire(path.join(process.cwd(), 'package.json'));
  const Sequelize = fromProject('sequelize');
  const { initModels } = await import(pathToFileURL(path.resolve(index)).href);
  const sequelize = new Sequelize(fromProject('./config/config.js'));
  try {
    const db = initModels(sequelize);
    await deleteRows(Object.values(db));
    const run = new AsyncFunction(...SCOPE, body);
    return await run(db, sequelize, Sequelize, Sequelize.Op, assert);
  } finally {
    await sequelize.close();
  }
};
