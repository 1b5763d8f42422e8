'use strict';

// Runs the other scripts of this folder one after another, so that node and Sequelize are loaded
// once. A request is a line of JSON on standard input: {script, folder, environment, …}. The
// answers are a line of JSON each: {said} as often as the script says something, which a line of
// standard input confirms and the script gets, then {value} or {failure: {message, closed, …}},
// where `closed` says that nothing of the script is left.

const fs = require('fs');
const path = require('path');
const Module = require('module');
const readline = require('readline');

const reader = readline.createInterface({ input: process.stdin });
const lines = reader[Symbol.asyncIterator]();

const answer = (value) => process.stdout.write(`${JSON.stringify(value)}\n`);

async function say(said) {
  answer({ said });
  return (await lines.next()).value;
}

// Files of a project change between requests, and no module of one project is another's.
function forget(folder) {
  const inside = (file) => file.startsWith(folder + path.sep);
  for (const file of Object.keys(require.cache)) {
    if (inside(file)) delete require.cache[file];
  }
  for (const [asked, file] of Object.entries(Module._pathCache)) {
    if (inside(file)) delete Module._pathCache[asked];
  }
}

function enter(folder, environment) {
  process.chdir(folder);
  for (const name of Object.keys(process.env)) delete process.env[name];
  Object.assign(process.env, environment);
}

async function perform({ script, folder, environment, ...request }) {
  const here = fs.realpathSync(folder);
  enter(here, environment);
  try {
    return { value: await require(`./${script}`)(request, say) };
  } catch (error) {
    const { message, stack, sql, step, closed } = error;
    return {
      failure: { ...step, message: `${message}\n${stack}`, sql, closed },
    };
  } finally {
    forget(here);
  }
}

async function main() {
  for await (const line of lines) {
    const { value, failure } = await perform(JSON.parse(line));
    answer(failure ? { failure } : { value: value ?? null });
  }
}

// A connection that is kept for the next request would keep the process.
main().then(() => process.exit());
