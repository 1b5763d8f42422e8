'use strict';

// Compiles the TypeScript files of a folder, relative to the current one, file by file into another.

const fs = require('fs');
const path = require('path');
const { createRequire } = require('module');

module.exports = async function transpile({ packages, source, to }) {
  const ts = createRequire(path.join(packages, 'x.js'))('typescript');
  const compilerOptions = {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    verbatimModuleSyntax: true,
    rewriteRelativeImportExtensions: true,
  };
  fs.mkdirSync(to, { recursive: true });
  for (const name of fs
    .readdirSync(source)
    .filter((each) => each.endsWith('.ts'))) {
    const text = fs.readFileSync(path.join(source, name), 'utf8');
    const { outputText } = ts.transpileModule(text, { compilerOptions });
    fs.writeFileSync(path.join(to, name.replace(/ts$/, 'js')), outputText);
  }
};
