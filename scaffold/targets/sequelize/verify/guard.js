'use strict';

// Loaded before a project's code: a Sequelize instance that would reach a database other than
// the scratch ones (SCAFFOLD_SCRATCH, a JSON list of names) is refused as it is made. Models and
// migrations that load models/index.js would otherwise write to the project's own database.

const path = require('path');
const { createRequire } = require('module');

const scratch = JSON.parse(process.env.SCAFFOLD_SCRATCH);
const fromProject = createRequire(path.join(process.cwd(), 'package.json'));
const { Sequelize } = fromProject('sequelize');

Sequelize.addHook('beforeInit', (config, options) => {
  const sqlite = options.dialect === 'sqlite';
  const name = sqlite ? options.storage : config.database;
  if (!scratch.includes(name) && !(sqlite && name === ':memory:')) {
    throw new Error(
      'it opens a connection of its own (does it load models/index.js?), which on a real ' +
        'database would not be the migrated one: use queryInterface.sequelize',
    );
  }
});
