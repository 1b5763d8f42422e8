'use strict';

// Loaded before a project's code: a Sequelize instance for a database other than the scratch
// ones (SCAFFOLD_SCRATCH, a JSON list of names) is refused as it is made. Models and migrations
// that load models/index.js would otherwise write to the project's own database.

const path = require('path');
const { createRequire } = require('module');

const scratch = JSON.parse(process.env.SCAFFOLD_SCRATCH);
const fromProject = createRequire(path.join(process.cwd(), 'package.json'));
const entry = fromProject.resolve('sequelize');
const { Sequelize } = fromProject('sequelize');

const guarded = new Proxy(Sequelize, {
  construct(target, values, made) {
    // It connects at its first query, not as it is made.
    const instance = Reflect.construct(target, values, made);
    const { options, config } = instance;
    const sqlite = options.dialect === 'sqlite';
    const name = sqlite ? options.storage : config.database;
    if (!scratch.includes(name) && !(sqlite && name === ':memory:')) {
      throw new Error(
        'it opens a connection of its own (does it load models/index.js?), to a database ' +
          'that verify does not touch: use queryInterface.sequelize',
      );
    }
    return instance;
  },
});

// As CommonJS, named and default export.
Sequelize.Sequelize = guarded;
Sequelize.default = guarded;
require.cache[entry].exports = guarded;
