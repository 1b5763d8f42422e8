'use strict';

// Finds what can make an environment: Python 3.11 or later with `venv`, or uv.

const { spawnSync } = require('node:child_process');

const OLDEST = [3, 11];
const NAMES = ['python3', 'python', 'python3.14', 'python3.13', 'python3.12', 'python3.11'];
const PROBE = `
import importlib.util, json, sys
has = all(importlib.util.find_spec(name) for name in ('venv', 'ensurepip'))
print(json.dumps({'path': sys.executable, 'version': sys.version_info[:2], 'venv': has}))
`;

// Returns {path, version, venv}, or null if the command is no Python.
function probe(command) {
  const done = spawnSync(command, ['-I', '-c', PROBE], { encoding: 'utf8', windowsHide: true });
  if (done.error || done.status !== 0) return null;
  try {
    return JSON.parse(done.stdout);
  } catch {
    return null;
  }
}

function isNew({ version: [major, minor] }) {
  return major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1]);
}

function uv() {
  const done = spawnSync('uv', ['--version'], { encoding: 'utf8', windowsHide: true });
  return !done.error && done.status === 0 ? 'uv' : null;
}

// Returns {python} or {uv}, or {problem}: why neither was found.
function findMaker(named = process.env.SEQUELIZE_SCAFFOLD_PYTHON) {
  const found = (named ? [named] : NAMES).map(probe).filter(Boolean);
  const usable = found.find((each) => isNew(each) && each.venv);
  if (usable) return { python: usable.path };
  if (named) return { problem: describe(found, named) };
  const program = uv();
  return program ? { uv: program } : { problem: describe(found) };
}

function describe(found, named) {
  const withoutVenv = found.find(isNew);
  if (withoutVenv) {
    const [major, minor] = withoutVenv.version;
    return (
      `${withoutVenv.path} has no \`venv\` with \`ensurepip\`.\n` +
      `    On Debian and Ubuntu: apt-get install python${major}.${minor}-venv. Or install uv.`
    );
  }
  const [old] = found;
  const what = old
    ? `${old.path} is Python ${old.version.join('.')}, and 3.11 or later is needed.`
    : named
      ? `SEQUELIZE_SCAFFOLD_PYTHON=${named} is no Python.`
      : 'Python 3.11 or later was not found.';
  return `${what}\n    Install Python 3.11 or later, or uv (https://docs.astral.sh/uv).`;
}

module.exports = { findMaker };
