'use strict';

// node steps.js STEP…: in the project of the current folder, one after another: `up` migrates,
// `undo` undoes the last migration, another word is a script of the project, which has to succeed.

const fs = require('fs');
const path = require('path');
const { createRequire } = require('module');

const fromProject = createRequire(path.join(process.cwd(), 'package.json'));
const { Sequelize } = fromProject('sequelize');
const Umzug = createRequire(require.resolve('sequelize-cli/package.json'))('umzug');

// Types are left out, not checked.
require.extensions['.ts'] = (module, file) => {
  const { transpileModule, ModuleKind } = fromProject('typescript');
  const { outputText } = transpileModule(fs.readFileSync(file, 'utf8'), {
    compilerOptions: {
      module: ModuleKind.CommonJS,
      target: 'ES2022',
      esModuleInterop: true,
      useDefineForClassFields: false,
    },
  });
  module._compile(outputText, file);
};

async function migrate(direction) {
  const sequelize = new Sequelize({
    dialect: 'sqlite',
    storage: 'data.sqlite',
    logging: false,
  });
  const folder = ['src/migrations', 'migrations'].find((each) => fs.existsSync(each));
  const migrator = new Umzug({
    storage: 'sequelize',
    storageOptions: { sequelize, tableName: 'SequelizeMeta' },
    logging: () => {},
    migrations: {
      params: [sequelize.getQueryInterface(), Sequelize],
      path: path.resolve(folder),
      pattern: /\.js$/,
    },
  });
  await migrator[direction]();
  await sequelize.close();
}

// A script ends when it has closed its connection, which leaves nothing to wait for.
async function run(script) {
  for (const file of Object.keys(require.cache)) {
    if (file.startsWith(process.cwd() + path.sep) && !file.includes('node_modules')) {
      delete require.cache[file];
    }
  }
  const closed = new Promise((resolve) => {
    const { prototype } = Sequelize;
    const { close } = prototype;
    prototype.close = async function closeAndTell() {
      prototype.close = close;
      await close.call(this);
      resolve();
    };
  });
  fromProject(path.resolve(script));
  await Promise.race([closed, failed()]);
}

const failed = async () => {
  while (!process.exitCode) await new Promise((resolve) => setTimeout(resolve, 50));
  throw new Error('a script failed');
};

(async () => {
  for (const step of process.argv.slice(2)) {
    if (step === 'up') await migrate('up');
    else if (step === 'undo') await migrate('down');
    else await run(step);
  }
  process.exit();
})().catch((error) => {
  console.error(error);
  process.exit(1);
});
