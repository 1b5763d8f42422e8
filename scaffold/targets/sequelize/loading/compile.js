'use strict';

// Compiles TypeScript, ES modules and decorators to CommonJS when they are required, with the
// TypeScript of the project, and resolves what its tsconfig.json maps. Files of node_modules are
// left alone. A file in `overlays` is read with that text instead.

const fs = require('fs');
const Module = require('module');
const path = require('path');
const vm = require('vm');

const SUFFIXES = ['.ts', '.tsx', '.js', '.mjs', '.cjs'];
const ENDINGS = ['', ...SUFFIXES, ...SUFFIXES.map((each) => `/index${each}`)];

const NEEDS_TYPESCRIPT = 'SCAFFOLD_NEEDS_TYPESCRIPT';

const isFile = (name) => fs.statSync(name, { throwIfNoEntry: false })?.isFile();

// Since version 7 the package has no compiler that JavaScript can call.
function findTypescript(root) {
  try {
    const found = require(require.resolve('typescript', { paths: [root] }));
    return found.transpileModule ? found : null;
  } catch {
    return null;
  }
}

function mappings(typescript, root) {
  const file = ['tsconfig.json', 'jsconfig.json']
    .map((name) => path.join(root, name))
    .find(isFile);
  if (!file) return { paths: {}, base: null };
  let options = {};
  if (typescript) {
    const host = { ...typescript.sys, readDirectory: () => [] };
    const { config } = typescript.readConfigFile(file, host.readFile);
    options = typescript.parseJsonConfigFileContent(
      config ?? {},
      host,
      root,
      undefined,
      file,
    ).options;
  } else {
    try {
      options = JSON.parse(fs.readFileSync(file, 'utf8')).compilerOptions ?? {};
    } catch {
      // With comments only TypeScript reads it.
    }
  }
  const base = options.baseUrl && path.resolve(root, options.baseUrl);
  return { paths: options.paths ?? {}, base: base ?? root };
}

function* candidates(request, parent, { paths, base }) {
  if (request.startsWith('.') && parent?.filename) {
    const file = path.resolve(path.dirname(parent.filename), request);
    yield file;
    yield file.replace(/\.m?jsx?$/, '');
    return;
  }
  for (const [pattern, places] of Object.entries(paths)) {
    const [head, tail] = pattern.split('*');
    const matches =
      tail === undefined
        ? request === pattern
        : request.startsWith(head) && request.endsWith(tail);
    if (!matches) continue;
    const rest = request.slice(
      head.length,
      request.length - (tail?.length ?? 0),
    );
    for (const place of places)
      yield path.resolve(base, place.replace('*', rest));
  }
  if (base && !request.startsWith('/')) yield path.join(base, request);
}

function resolveMapped(maps) {
  const resolve = Module._resolveFilename;
  Module._resolveFilename = function resolveFilename(request, parent, ...rest) {
    try {
      return resolve.call(this, request, parent, ...rest);
    } catch (error) {
      for (const base of candidates(request, parent, maps)) {
        const found = ENDINGS.map((ending) => base + ending).find(isFile);
        if (found) return found;
      }
      throw error;
    }
  };
}

function compiled(typescript, text, file) {
  const { outputText } = typescript.transpileModule(text, {
    fileName: file,
    compilerOptions: {
      module: typescript.ModuleKind.CommonJS,
      target: typescript.ScriptTarget.ES2022,
      jsx: typescript.JsxEmit.React,
      esModuleInterop: true,
      allowJs: true,
      experimentalDecorators: true,
      emitDecoratorMetadata: true,
      // A field that is only declared would hide the attribute of the same name.
      useDefineForClassFields: false,
      inlineSourceMap: true,
    },
  });
  return outputText
    .replace(/\bimport\.meta\.url\b/g, '("file://" + __filename)')
    .replace(/\bimport\.meta\.(dirname|filename)\b/g, '__$1');
}

// Whether Node reads a text as CommonJS: it has no ES module's syntax, no types, no decorators.
function isCommonJs(text, file) {
  try {
    new vm.Script(Module.wrap(text), { filename: file });
    return true;
  } catch {
    return false;
  }
}

const state = { wanted: false };

function install(root, overlays) {
  const typescript = findTypescript(root);
  resolveMapped(mappings(typescript, root));
  process.setSourceMapsEnabled?.(true);
  const ordinary = Module._extensions['.js'];
  for (const suffix of [
    '.js',
    '.mjs',
    '.cjs',
    '.jsx',
    '.ts',
    '.mts',
    '.cts',
    '.tsx',
  ]) {
    const isScript = ['.js', '.mjs', '.cjs'].includes(suffix);
    Module._extensions[suffix] = (module, file) => {
      if (file.includes(`${path.sep}node_modules${path.sep}`)) {
        return ordinary(module, file);
      }
      const read = overlays[file] ?? fs.readFileSync(file, 'utf8');
      const text = read.replace(/^\uFEFF/, '').replace(/^#!.*/, '');
      if (isScript && isCommonJs(text, file))
        return module._compile(text, file);
      if (!typescript) {
        state.wanted = true;
        const error = new Error(`${file}: TypeScript is needed to load it`);
        throw Object.assign(error, { code: NEEDS_TYPESCRIPT, isScript });
      }
      return module._compile(compiled(typescript, text, file), file);
    };
  }
  return typescript;
}

module.exports = { install, isFile, state, NEEDS_TYPESCRIPT };
