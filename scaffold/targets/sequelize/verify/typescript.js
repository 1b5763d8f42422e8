'use strict';

// Makes import() load TypeScript by the project's own means: tsx, Node itself, which strips types
// from 22.13 on, or the compiler.

const module_ = require('module');
const { pathToFileURL } = require('url');

function resolved(fromProject, name) {
  try {
    return fromProject.resolve(name);
  } catch {
    return null;
  }
}

// TypeScript 7 has no compiler for JavaScript.
function compiler(fromProject) {
  const found = resolved(fromProject, 'typescript');
  return found && fromProject('typescript').transpileModule ? found : null;
}

// What loads TypeScript here, null if nothing does.
function means(fromProject) {
  if (resolved(fromProject, 'tsx/esm/api')) return 'tsx';
  if (module_.stripTypeScriptTypes) return 'node';
  return compiler(fromProject) ? 'typescript' : null;
}

let registered = false;

async function register(fromProject) {
  if (registered) return;
  registered = true;
  const tsx = resolved(fromProject, 'tsx/esm/api');
  if (tsx) {
    // What require() resolves lacks the loader.
    const api = pathToFileURL(tsx.replace(/\.cjs$/, '.mjs')).href;
    (await import(api)).register();
    return;
  }
  const data = {
    compiler: module_.stripTypeScriptTypes ? null : compiler(fromProject),
  };
  module_.register('./typescript-hooks.mjs', {
    parentURL: pathToFileURL(__filename),
    data,
  });
}

module.exports = { means, register };
