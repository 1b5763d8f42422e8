'use strict';

// Tries rows of the project's models on its database, as verify does: a trial a line.

const path = require('path');
const readline = require('readline');
const { createRequire } = require('module');

const rows = require(process.argv[2]);
const fromProject = createRequire(path.join(process.cwd(), 'package.json'));
const { sequelize } = fromProject('./models');

const commands = {
  models: async () => rows.prepare(sequelize),
  row: (trial) => rows.row(sequelize, trial),
  association: (trial) => rows.association(sequelize, trial),
  include: (trial) => rows.include(sequelize, trial),
};

(async () => {
  const lines = readline.createInterface({ input: process.stdin });
  for await (const line of lines) {
    const { do: command, ...request } = JSON.parse(line);
    const value = await commands[command](request);
    process.stdout.write(`${JSON.stringify({ value })}\n`);
  }
  await sequelize.close();
})();
