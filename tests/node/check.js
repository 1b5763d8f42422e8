'use strict';

// Prettier ({singleQuote: true}) and ESLint's recommended rules over every .js file of a folder.
// Standard output: [{file, line, column, message}]

const fs = require('fs');
const path = require('path');
const { createRequire } = require('module');

const [folder, packages] = process.argv.slice(2);
const fromPackages = createRequire(path.join(packages, 'package.json'));
const prettier = fromPackages('prettier');
const { ESLint } = fromPackages('eslint');
const js = fromPackages('@eslint/js');
const globals = fromPackages('globals');

const eslint = new ESLint({
  cwd: folder,
  overrideConfigFile: true,
  overrideConfig: [
    js.configs.recommended,
    {
      languageOptions: {
        ecmaVersion: 2022,
        sourceType: 'commonjs',
        globals: globals.node,
      },
      linterOptions: { reportUnusedDisableDirectives: 'error' },
    },
  ],
});

function scripts(directory) {
  return fs
    .readdirSync(directory, { withFileTypes: true })
    .filter(({ name }) => name !== 'node_modules' && !name.startsWith('.'))
    .flatMap((entry) => {
      const file = path.join(directory, entry.name);
      if (entry.isDirectory()) return scripts(file);
      return entry.isFile() && file.endsWith('.js') ? [file] : [];
    });
}

function unlike(source, formatted) {
  const [ours, theirs] = [source.split('\n'), formatted.split('\n')];
  const at = ours.findIndex((line, index) => line !== theirs[index]);
  const index = at < 0 ? ours.length : at;
  const [has, wants] = [ours[index], theirs[index]].map((line) =>
    line === undefined ? 'nothing' : JSON.stringify(line),
  );
  return {
    line: index + 1,
    column: 1,
    message: `Prettier has ${wants} for ${has}`,
  };
}

async function format(source) {
  try {
    const options = { parser: 'babel', singleQuote: true };
    const formatted = await prettier.format(source, options);
    return formatted === source ? [] : [unlike(source, formatted)];
  } catch (error) {
    const { line, column } = error.loc?.start ?? { line: 1, column: 1 };
    return [{ line, column, message: `Prettier: ${error.message}` }];
  }
}

async function lint(source, filePath) {
  const [{ messages }] = await eslint.lintText(source, { filePath });
  return messages.map(({ line = 1, column = 1, message, ruleId }) => ({
    line,
    column,
    message: `ESLint: ${message} (${ruleId ?? 'syntax'})`,
  }));
}

async function check(file) {
  const source = fs.readFileSync(file, 'utf8');
  const found = [...(await format(source)), ...(await lint(source, file))];
  const name = path.relative(folder, file);
  return found.map((problem) => ({ file: name, ...problem }));
}

async function main() {
  const files = scripts(folder);
  if (files.length === 0) throw new Error(`${folder} has no .js file`);
  const found = [];
  for (const file of files) found.push(...(await check(file)));
  process.stdout.write(JSON.stringify(found));
}

main();
