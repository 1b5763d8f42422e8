'use strict';

// Runs commands of the project's sequelize-cli, one after the other in this process, because
// loading its packages takes most of a command: `node cli.js SCRIPT OPTIONS…`. A request is a
// command on a line of standard input; the answer a line of JSON, {code, output}. The script, yargs
// and the project's files are loaded again for each command.

require('./guard');
const fs = require('fs');
const path = require('path');
const readline = require('readline');

const [script, ...options] = process.argv.splice(2);
const answer = process.stdout.write.bind(process.stdout);
const end = process.exit.bind(process);
const project = fs.realpathSync('.') + path.sep;
const stays = new Set([__filename, require.resolve('./guard')]);
const folders = [path.dirname(path.dirname(script)), __dirname];
// Ends the code that calls process.exit().
const EXIT = new Error('process.exit() was called');

let output = '';
let finish;

// Output of a command must not be read as an answer.
function collect(chunk, ...rest) {
  output += typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString();
  const written = rest.find((value) => typeof value === 'function');
  if (written) process.nextTick(written);
  return true;
}

function isReloaded(file) {
  if (stays.has(file)) return false;
  if (folders.some((folder) => file.startsWith(folder + path.sep))) return true;
  if (/[\\/]node_modules[\\/]yargs[\\/]/.test(file)) return true;
  const inside = file.startsWith(project) ? file.slice(project.length) : null;
  return inside !== null && !inside.split(path.sep).includes('node_modules');
}

function run(command) {
  output = '';
  process.exitCode = undefined;
  process.argv = [process.execPath, script, command, ...options];
  Object.keys(require.cache)
    .filter(isReloaded)
    .forEach((file) => delete require.cache[file]);
  return new Promise((resolve) => {
    finish = resolve;
    require(script);
  });
}

process.stdout.write = collect;
process.stderr.write = collect;
process.exit = (code) => {
  finish(Number(code ?? process.exitCode ?? 0));
  throw EXIT;
};
process.on('uncaughtException', (error) => {
  if (error === EXIT) return;
  collect(`${error?.stack ?? error}\n`);
  finish(1);
});
// The parent may have ended before the answer.
process.stdout.on('error', () => {});

const lines = readline.createInterface({ input: process.stdin });
lines.on('line', async (command) => {
  const code = await run(command).catch((error) => {
    if (error !== EXIT) collect(`${error?.stack ?? error}\n`);
    return 1;
  });
  const reply = `${JSON.stringify({ code, output })}\n`;
  // What was thrown by process.exit() is caught by then.
  setImmediate(() => answer(reply));
});
lines.on('close', () => end());
