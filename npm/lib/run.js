'use strict';

// Runs scaffold with this process's terminal, signals and exit code.

const { spawn } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');

const FORWARDED = ['SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGUSR1', 'SIGUSR2', 'SIGCONT'];

// Returns the command that runs this package again. npx notes what it was given, such as a tarball,
// in the package.json of the folder where it installs that.
function command() {
  let given;
  try {
    const file = path.join(__dirname, '..', '..', '..', 'package.json');
    given = JSON.parse(fs.readFileSync(file, 'utf8'))._npx?.packages;
  } catch {
    // Not installed by npx.
  }
  const source = (given ?? []).find((each) => path.isAbsolute(each) && each.includes('sequelize-scaffold'));
  if (!source) return 'npx sequelize-scaffold';
  const quoted = /^[\w@%+=:,./-]+$/.test(source) ? source : `'${source.replaceAll("'", "'\\''")}'`;
  return `npx --yes --package=${quoted} sequelize-scaffold`;
}

function run(python, args) {
  // -I: no module of the project's folder, or of PYTHONPATH, is imported in place of scaffold's.
  const env = { ...process.env, SCAFFOLD_COMMAND: process.env.SCAFFOLD_COMMAND || command() };
  const child = spawn(python, ['-I', '-m', 'scaffold', ...args], { stdio: 'inherit', env });
  const forward = (signal) => child.kill(signal);
  const handled = [];
  const handle = (signal, handler) => {
    try {
      process.on(signal, handler);
      handled.push([signal, handler]);
    } catch {
      // Windows has not every signal.
    }
  };
  for (const signal of FORWARDED) handle(signal, forward);
  // A terminal sends Ctrl-C to both processes; without one only this process may have got it.
  handle('SIGINT', process.stdin.isTTY ? () => {} : forward);
  child.on('error', (error) => {
    process.stderr.write(`sequelize-scaffold: ${python}: ${error.message}\n`);
    process.exitCode = 4;
  });
  child.on('exit', (code, signal) => {
    for (const [name, handler] of handled) process.off(name, handler);
    if (signal) process.kill(process.pid, signal);
    else process.exitCode = code;
  });
}

module.exports = { run };
