// For ES modules that node loads itself: `sequelize` is the class that stands for it, and files in
// `overlays` have another text. Node runs these functions in a thread of their own.

import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const PROXY = 'scaffold:sequelize';
let names = [];
let overlays = {};

export function initialize(data) {
  ({ names, overlays } = data);
}

export async function resolve(specifier, context, next) {
  if (specifier === 'sequelize')
    return { url: PROXY, format: 'module', shortCircuit: true };
  const created = newFile(specifier, context.parentURL);
  return created ?? next(specifier, context);
}

// A file that is not written yet.
function newFile(specifier, from) {
  if (!/^(\.{0,2}\/|file:)/.test(specifier)) return undefined;
  const { href } = new URL(specifier, from);
  const file = fileURLToPath(href);
  return file in overlays && !existsSync(file)
    ? { url: href, format: 'module', shortCircuit: true }
    : undefined;
}

export async function load(url, context, next) {
  if (url === PROXY) {
    const source = [
      "const found = globalThis[Symbol.for('scaffold.sequelize')];",
      'export default found;',
      ...names.map((name) => `export const ${name} = found.${name};`),
    ].join('\n');
    return { format: 'module', source, shortCircuit: true };
  }
  const text = url.startsWith('file:')
    ? overlays[fileURLToPath(url)]
    : undefined;
  if (text === undefined) return next(url, context);
  return { format: 'module', source: text, shortCircuit: true };
}
