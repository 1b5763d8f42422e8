#!/usr/bin/env node
'use strict';

const { environment, SetupError } = require('../lib/environment.js');
const { run } = require('../lib/run.js');

// The exit code of scaffold for a problem with the machine.
const MACHINE = 4;

async function main() {
  const python = await environment();
  run(python, process.argv.slice(2));
}

main().catch((error) => {
  if (!(error instanceof SetupError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = MACHINE;
});
