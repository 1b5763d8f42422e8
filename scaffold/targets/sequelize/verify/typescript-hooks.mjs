// Loads .ts files as ES modules without their types, and finds them as TypeScript does: `./a.js`
// means a.ts where there is one.

import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import * as module from 'node:module';
import { fileURLToPath } from 'node:url';

let withoutTypes;

export async function initialize({ compiler }) {
  if (compiler === null) {
    withoutTypes = (source) => module.stripTypeScriptTypes(source);
    return;
  }
  const { ModuleKind, ScriptTarget, transpileModule } = module.createRequire(
    import.meta.url,
  )(compiler);
  const compilerOptions = {
    module: ModuleKind.ESNext,
    target: ScriptTarget.ES2022,
    verbatimModuleSyntax: true,
  };
  withoutTypes = (source) =>
    transpileModule(source, { compilerOptions }).outputText;
}

export async function resolve(specifier, context, next) {
  const { parentURL = '' } = context;
  if (parentURL.endsWith('.ts') && /^\.{1,2}\/.*\.js$/.test(specifier)) {
    const found = specifier.replace(/\.js$/, '.ts');
    if (existsSync(new URL(found, parentURL))) return next(found, context);
  }
  return next(specifier, context);
}

export async function load(url, context, next) {
  if (!url.endsWith('.ts')) return next(url, context);
  const source = withoutTypes(await readFile(fileURLToPath(url), 'utf8'));
  return { format: 'module', source, shortCircuit: true };
}
