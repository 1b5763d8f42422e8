'use strict';

// node load.js REQUEST: loads the models of a Sequelize project without a database, and writes them
// as JSON to a file. REQUEST is a JSON file: {root, entry, script, dialect, overlays, answer}.
// The code of the project runs in this process.

const fs = require('fs');
const path = require('path');
const { createRequire } = require('module');
const closed = require('./closed');
const { Attempts, best } = require('./attempts');
const compile = require('./compile');
const { describe } = require('./describe');
const newFiles = require('./new_files');
const proxy = require('./sequelize_proxy');

const request = JSON.parse(fs.readFileSync(process.argv[2], 'utf8'));
const failures = [];

// A pipe would lose what is not read when the process ends.
function finish(result) {
  const text = JSON.stringify(result, (_, value) =>
    typeof value === 'bigint' ? String(value) : value,
  );
  const { answer } = request;
  fs.writeFileSync(`${answer}.part`, text);
  fs.renameSync(`${answer}.part`, answer);
  closed.exit(0);
}

const modelsPath = ({ entry, root }) => {
  if (entry) return entry;
  const file = path.join(root, '.sequelizerc');
  const options = fs.existsSync(file) ? createRequire(file)(file) : {};
  const found = options['models-path'] ?? options.modelsPath;
  return path.resolve(root, found ?? 'models');
};

// The instance that a script of the user exports, or promises.
async function fromScript(attempts, script) {
  const exported = await attempts.step(attempts.shown(script), () =>
    attempts.load(script),
  );
  const value = await (typeof exported === 'function' && !exported.models
    ? exported()
    : (exported?.default ?? exported?.sequelize ?? exported));
  if (value?.models && value.getDialect) return value;
  const found = await value?.sequelize;
  return found?.models ? found : best();
}

async function main() {
  const { root, script, dialect, overlays } = request;
  process.chdir(root);
  process.env.NODE_ENV ??= 'development';
  closed.close();
  const typescript = compile.install(root, overlays ?? {});
  newFiles.install(overlays ?? {});
  let Sequelize;
  try {
    Sequelize = proxy.install(root, dialect);
  } catch (error) {
    const isMissing = error.code === 'MODULE_NOT_FOUND';
    finish({ missing: isMissing ? 'sequelize' : null, error: error.message });
    return;
  }
  try {
    require(require.resolve('reflect-metadata', { paths: [root] }));
  } catch {
    // Only projects with decorators have it.
  }
  const attempts = new Attempts(Sequelize, root, overlays ?? {});
  const instance = script
    ? await fromScript(attempts, script)
    : await attempts.run(modelsPath(request));
  finish({
    sequelize: Sequelize.version ?? null,
    wantsTypescript: !typescript && compile.state.wanted,
    how: attempts.how,
    failures: [...attempts.failures, ...failures],
    notes: [...new Set(proxy.notes)],
    instances: proxy.instances.filter((each) => Object.keys(each.models).length)
      .length,
    attempts: closed.attempts,
    ...(instance ? describe(instance) : { dialect: null, models: [] }),
  });
}

for (const event of ['unhandledRejection', 'uncaughtException']) {
  process.on(event, (error) => {
    const message = String(error?.message ?? error).split('\n')[0];
    failures.push({ where: event, message, code: null, request: null });
  });
}
main().catch((error) =>
  finish({ error: String(error?.stack ?? error), missing: null }),
);
