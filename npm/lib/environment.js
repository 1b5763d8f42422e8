'use strict';

// The environment of this version in the user's cache: made once, from the wheel beside this file.
//
// It is made in a folder of its own and renamed, so that a killed run leaves nothing that counts. A
// lock file keeps parallel first runs from making it twice; the rename decides, not the lock.

const { spawnSync } = require('node:child_process');
const { createHash, randomBytes } = require('node:crypto');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const { findMaker } = require('./python.js');
const { version } = require('../package.json');

// A lock this old is of a run that is gone, whatever process has its number now.
const STALE = 15 * 60 * 1000;
const PAUSE = 200;

class SetupError extends Error {}

function cacheFolder() {
  const { env, platform } = process;
  if (env.SEQUELIZE_SCAFFOLD_CACHE) return path.resolve(env.SEQUELIZE_SCAFFOLD_CACHE);
  const home = os.homedir();
  const base =
    platform === 'win32'
      ? env.LOCALAPPDATA || path.join(home, 'AppData', 'Local')
      : platform === 'darwin'
        ? path.join(home, 'Library', 'Caches')
        : env.XDG_CACHE_HOME || path.join(home, '.cache');
  return path.join(base, 'sequelize-scaffold');
}

function wheel() {
  const folder = path.join(__dirname, '..', 'wheel');
  const names = fs.existsSync(folder) ? fs.readdirSync(folder) : [];
  const [name] = names.filter((each) => each.endsWith('.whl'));
  if (!name) throw new SetupError(`sequelize-scaffold: the wheel is missing in ${folder}: install the package again`);
  return path.join(folder, name);
}

function pythonIn(folder) {
  return process.platform === 'win32'
    ? path.join(folder, 'Scripts', 'python.exe')
    : path.join(folder, 'bin', 'python');
}

// Whether the environment is there; its `python` is a link, whose Python may have been removed since.
function works(folder) {
  return fs.existsSync(path.join(folder, 'ready')) && fs.existsSync(pythonIn(folder));
}

// Returns the path of the environment's Python; SetupError if it cannot be made.
async function environment() {
  const file = wheel();
  const digest = createHash('sha256').update(fs.readFileSync(file)).digest('hex').slice(0, 12);
  const cache = cacheFolder();
  const folder = path.join(cache, `${version}-${digest}`);
  const lock = `${folder}.lock`;
  if (works(folder)) return pythonIn(folder);
  try {
    fs.mkdirSync(cache, { recursive: true });
    while (!works(folder)) {
      if (!take(lock)) {
        await new Promise((resolve) => setTimeout(resolve, PAUSE));
        continue;
      }
      try {
        if (!works(folder)) make(cache, folder, file);
      } finally {
        fs.rmSync(lock, { force: true });
      }
    }
  } catch (error) {
    if (error instanceof SetupError || !error.code) throw error;
    throw new SetupError(
      `sequelize-scaffold: ${error.path || cache}: ${error.message}\n` +
        '    Set SEQUELIZE_SCAFFOLD_CACHE to a folder that you can write to.',
    );
  }
  return pythonIn(folder);
}

// Takes the lock; false if a living run has it.
function take(lock) {
  try {
    fs.writeFileSync(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  }
  try {
    const owner = Number(fs.readFileSync(lock, 'utf8'));
    const age = Date.now() - fs.statSync(lock).mtimeMs;
    // An empty lock is one that is being written.
    if (age > STALE || (owner ? !lives(owner) : age > 2000)) fs.rmSync(lock, { force: true });
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
  }
  return false;
}

function lives(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function make(cache, folder, file) {
  const maker = findMaker();
  if (maker.problem) throw new SetupError(`sequelize-scaffold: ${maker.problem}`);
  process.stderr.write(`sequelize-scaffold: setting up ${folder} (once, about half a minute)\n`);
  removeAbandoned(cache);
  const made = path.join(cache, `new-${process.pid}-${randomBytes(4).toString('hex')}`);
  // Only one run makes an environment at a time, so one that does not work is of no use to anybody.
  fs.rmSync(folder, { recursive: true, force: true });
  try {
    if (maker.uv) {
      step(maker.uv, ['venv', '--quiet', '--python', '>=3.11', made]);
      step(maker.uv, ['pip', 'install', '--quiet', '--python', pythonIn(made), file]);
    } else {
      step(maker.python, ['-I', '-m', 'venv', made]);
      const pip = ['-I', '-m', 'pip', 'install', '--quiet', '--no-input', '--disable-pip-version-check'];
      step(pythonIn(made), [...pip, file]);
    }
    step(pythonIn(made), ['-I', '-m', 'scaffold', '--version']);
    fs.writeFileSync(path.join(made, 'ready'), `${version}\n`);
    fs.renameSync(made, folder);
  } catch (error) {
    fs.rmSync(made, { recursive: true, force: true });
    // Another run was faster.
    if (!works(folder)) throw error;
  }
}

function step(command, args) {
  const env = { ...process.env };
  for (const name of ['PYTHONPATH', 'PYTHONHOME', 'VIRTUAL_ENV', 'PIP_TARGET', 'PIP_PREFIX', 'PIP_USER']) delete env[name];
  const done = spawnSync(command, args, { encoding: 'utf8', env, windowsHide: true, stdio: ['ignore', 'pipe', 'pipe'] });
  if (done.signal === 'SIGINT' || done.signal === 'SIGTERM') process.kill(process.pid, done.signal);
  if (!done.error && done.status === 0) return;
  const output = done.error ? done.error.message : `${done.stdout}${done.stderr}`.trim();
  throw new SetupError(
    `sequelize-scaffold: \`${[command, ...args].join(' ')}\` failed:\n${output}\n` +
      '    The packages come from the Python package index: check the network and pip\'s settings, then run again.',
  );
}

// Removes what killed runs have left.
function removeAbandoned(cache) {
  for (const name of fs.readdirSync(cache)) {
    const [, pid] = /^new-(\d+)-/.exec(name) || [];
    if (pid && !lives(Number(pid))) fs.rmSync(path.join(cache, name), { recursive: true, force: true });
  }
}

module.exports = { environment, SetupError };
