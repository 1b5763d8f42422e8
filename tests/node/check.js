'use strict';

// Prettier ({singleQuote: true}) and ESLint's recommended rules over every .js file of the current
// folder: [{file, line, column, message}]. A text without problems is checked once with these
// packages and this script, by whichever process.

const { createHash } = require('crypto');
const fs = require('fs');
const path = require('path');
const { createRequire } = require('module');

const digest = (text) =>
  createHash('sha256').update(text).digest('base64').slice(0, 22);
const NAME = `checked-${digest(fs.readFileSync(__filename)).replace(/\W/g, '')}`;

// The digests of texts without problems, a line each, beside the packages: a new installation
// deletes them.
function readSound(packages) {
  const file = path.join(packages, NAME);
  const lines = fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : '';
  const known = new Set(lines.split('\n'));
  return {
    has: (text) => known.has(digest(text)),
    add: (text) => fs.appendFileSync(file, `${digest(text)}\n`),
  };
}

function linter(fromPackages, folder) {
  const { ESLint } = fromPackages('eslint');
  return new ESLint({
    cwd: folder,
    overrideConfigFile: true,
    overrideConfig: [
      fromPackages('@eslint/js').configs.recommended,
      {
        languageOptions: {
          ecmaVersion: 2022,
          sourceType: 'commonjs',
          globals: fromPackages('globals').node,
        },
        linterOptions: { reportUnusedDisableDirectives: 'error' },
      },
    ],
  });
}

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

async function format(prettier, source) {
  try {
    const options = { parser: 'babel', singleQuote: true };
    const formatted = await prettier.format(source, options);
    return formatted === source ? [] : [unlike(source, formatted)];
  } catch (error) {
    const { line, column } = error.loc?.start ?? { line: 1, column: 1 };
    return [{ line, column, message: `Prettier: ${error.message}` }];
  }
}

async function lint(eslint, source, filePath) {
  const [{ messages }] = await eslint.lintText(source, { filePath });
  return messages.map(({ line = 1, column = 1, message, ruleId }) => ({
    line,
    column,
    message: `ESLint: ${message} (${ruleId ?? 'syntax'})`,
  }));
}

module.exports = async function check({ packages }) {
  const folder = process.cwd();
  const fromPackages = createRequire(path.join(packages, 'package.json'));
  const prettier = fromPackages('prettier');
  const eslint = linter(fromPackages, folder);
  const files = scripts(folder);
  if (files.length === 0) throw new Error(`${folder} has no .js file`);
  const sound = readSound(packages);
  const found = [];
  for (const file of files) {
    const source = fs.readFileSync(file, 'utf8');
    if (sound.has(source)) continue;
    const problems = [
      ...(await format(prettier, source)),
      ...(await lint(eslint, source, file)),
    ];
    if (problems.length === 0) sound.add(source);
    const name = path.relative(folder, file);
    found.push(...problems.map((problem) => ({ file: name, ...problem })));
  }
  return found;
};
