'use strict';

// Files that do not exist yet: a project that lists the folder of its models, or requires one of
// them, finds those of `overlays` as if they were written.

const fs = require('fs');
const Module = require('module');
const path = require('path');
const { promisify } = require('util');

const ENDINGS = ['', '.js', '.cjs', '.ts', '/index.js'];

function install(overlays) {
  const created = Object.keys(overlays).filter((file) => !fs.existsSync(file));
  if (!created.length) return;
  const isNew = (file) =>
    typeof file === 'string' && created.includes(path.resolve(file));
  const { readdir, readdirSync, existsSync, readFileSync } = fs;

  const withNew = (folder, options, found) => {
    const top = path.resolve(String(folder));
    const names = created
      .filter((file) => path.dirname(file) === top)
      .map((file) => path.basename(file));
    if (!names.length || options === 'buffer') return found;
    if (!options?.withFileTypes) return [...found, ...names].sort();
    const entries = names.map(
      (name) => new fs.Dirent(name, fs.constants.UV_DIRENT_FILE, top),
    );
    return [...found, ...entries];
  };
  fs.readdirSync = (folder, options) =>
    withNew(folder, options, readdirSync(folder, options));
  fs.readdir = (folder, ...rest) => {
    const answer = rest.pop();
    readdir(folder, ...rest, (error, found) =>
      answer(error, error ? found : withNew(folder, rest[0], found)),
    );
  };
  fs.promises.readdir = promisify(fs.readdir);
  fs.existsSync = (file) => isNew(file) || existsSync(file);
  fs.readFileSync = (file, options) => {
    if (!isNew(file)) return readFileSync(file, options);
    const text = overlays[path.resolve(file)];
    return options ? text : Buffer.from(text);
  };
  // Any file of this folder is a regular file.
  for (const name of ['statSync', 'lstatSync']) {
    const stat = fs[name];
    fs[name] = (file, options) => stat(isNew(file) ? __filename : file, options);
  }
  for (const name of ['stat', 'lstat']) {
    const stat = fs[name];
    fs[name] = (file, ...rest) => stat(isNew(file) ? __filename : file, ...rest);
    fs.promises[name] = promisify(fs[name]);
  }

  const resolve = Module._resolveFilename;
  Module._resolveFilename = function resolveFilename(request, parent, ...rest) {
    try {
      return resolve.call(this, request, parent, ...rest);
    } catch (error) {
      if (!/^\.{0,2}\//.test(request)) throw error;
      const folder = parent?.filename ? path.dirname(parent.filename) : '.';
      const base = path.resolve(folder, request);
      const found = ENDINGS.map((ending) => base + ending).find(isNew);
      if (!found) throw error;
      return found;
    }
  };
}

module.exports = { install };
