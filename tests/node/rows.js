'use strict';

// Tries rows of the project's models on its database, as verify does: each line that it gets is
// a trial, whose outcome it says.

const path = require('path');
const { createRequire } = require('module');

const rows = require('../../scaffold/targets/sequelize/verify/rows');

module.exports = async function tryRows(request, say) {
  const fromProject = createRequire(path.join(process.cwd(), 'package.json'));
  const { sequelize } = fromProject('./models');
  const commands = {
    models: () => rows.prepare(sequelize),
    row: (trial) => rows.row(sequelize, trial),
    association: (trial) => rows.association(sequelize, trial),
    include: (trial) => rows.include(sequelize, trial),
  };
  try {
    let line = await say(null);
    while (line) {
      const { do: command, ...trial } = JSON.parse(line);
      line = await say(await commands[command](trial));
    }
  } finally {
    await sequelize.close();
  }
};
