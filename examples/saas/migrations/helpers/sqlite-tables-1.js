'use strict';

// Changes a SQLite table that exists without losing a row of it, or of a table that
// refers to it. Sequelize would create the table again and drop the old one.

// Quoted names and strings, comments, blanks, words, and single characters.
const TOKEN =
  /(["'`])(?:(?!\1)[^]|\1\1)*\1|\[[^\]]*\]|--[^\n]*|\/\*[^]*?(?:\*\/|$)|[ \t\n\f\r]+|[\w$\u0080-\uffff]+|[^]/g;
const BLANK = /^(?:--|\/\*|[ \t\n\f\r])/;
const CONSTRAINT =
  /^(?:AS|CHECK|COLLATE|CONSTRAINT|DEFAULT|FOREIGN|GENERATED|NOT|NULL|PRIMARY|REFERENCES|UNIQUE)$/i;

// Edits the clauses of a table's definition as SQLite stores it. A clause is a column
// or a constraint; a constraint of one column has no comma before it.
function editDefinition(sql, edit) {
  const tokens = sql.match(TOKEN);
  const start = tokens.indexOf('(') + 1;
  const clauses = [{ comma: '', text: '', words: [] }];
  let [at, depth] = [start, 1];
  for (; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (token === '(') depth += 1;
    if (token === ')') depth -= 1;
    if (depth === 0) break;
    if (depth === 1 && token === ',') {
      clauses.push({ comma: ',', text: '', words: [] });
      continue;
    }
    if (depth === 1 && beginsConstraint(tokens, at, clauses.at(-1).words)) {
      clauses.push({ comma: '', text: '', words: [] });
    }
    clauses.at(-1).text += token;
    if (!BLANK.test(token)) clauses.at(-1).words.push(token);
  }
  const edited = edit(clauses).map(({ comma, text }) => comma + text);
  return [...tokens.slice(0, start), ...edited, ...tokens.slice(at)].join('');
}

function beginsConstraint(tokens, at, words) {
  if (words.length === 0 || !CONSTRAINT.test(tokens[at])) return false;
  const next = tokens.slice(at + 1).find((token) => !BLANK.test(token));
  const continues =
    /^CONSTRAINT$/i.test(words.at(-2)) ||
    /^(?:ALWAYS|DEFAULT|NOT|SET)$/i.test(words.at(-1)) ||
    /^NOT DEFERRABLE$/i.test(`${tokens[at]} ${next}`) ||
    (/^REFERENCES$/i.test(tokens[at]) &&
      words.some((word) => /^FOREIGN$/i.test(word)));
  return !continues;
}

function nameOf(word) {
  if (!/^["'`[]/.test(word)) return word;
  const [quote, name] = [word.at(-1), word.slice(1, -1)];
  return quote === ']' ? name : name.replaceAll(quote + quote, quote);
}

function quoteName(name) {
  return `"${name.replaceAll('"', '""')}"`;
}

async function checkTable(queryInterface, table, transaction) {
  const [{ quick_check: found }] = await queryInterface.sequelize.query(
    `PRAGMA quick_check(${quoteName(table)})`,
    { transaction, type: 'SELECT' },
  );
  if (found !== 'ok') throw new Error(`${table} cannot be changed: ${found}`);
}

// The new schema version makes every connection read the definitions again.
async function writeDefinitions(queryInterface, definitions, transaction) {
  const run = (sql, replacements) =>
    queryInterface.sequelize.query(sql, { replacements, transaction });
  const [[{ schema_version: version }]] = await run('PRAGMA schema_version');
  await run('PRAGMA writable_schema = ON');
  try {
    for (const { type, name, sql } of definitions) {
      await run(
        'UPDATE sqlite_master SET sql = :sql WHERE type = :type AND name = :name',
        { type, name, sql },
      );
    }
    await run(`PRAGMA schema_version = ${version + 1}`);
  } finally {
    await run('PRAGMA writable_schema = RESET');
  }
}

async function definitionOf(queryInterface, table, transaction) {
  const [stored] = await queryInterface.sequelize.query(
    "SELECT * FROM sqlite_master WHERE type = 'table' AND name = :table",
    { replacements: { table }, transaction, type: 'SELECT' },
  );
  if (!stored) throw new Error(`there is no table ${table}`);
  return stored;
}

// Edits the definition where it is stored, and checks every row against it. The
// statements run in between, for values that the new definition stores otherwise.
async function editTable(
  queryInterface,
  table,
  edit,
  transaction,
  statements = [],
) {
  const columns = () =>
    queryInterface.sequelize.query(
      'SELECT name FROM pragma_table_xinfo(:table)',
      { replacements: { table }, transaction, type: 'SELECT' },
    );
  const before = await columns();
  const stored = await definitionOf(queryInterface, table, transaction);
  const definition = { ...stored, sql: editDefinition(stored.sql, edit) };
  await writeDefinitions(queryInterface, [definition], transaction);
  if (JSON.stringify(await columns()) !== JSON.stringify(before)) {
    throw new Error(`${table} would have other columns: ${definition.sql}`);
  }
  for (const sql of statements) {
    await queryInterface.sequelize.query(sql, { transaction });
  }
  await checkTable(queryInterface, table, transaction);
}

// Makes a table anew from its edited definition, with foreign keys on. All that
// refers to the old table is redirected to the new one before the old one is
// dropped, so that no row of another table is deleted with it. `values` are SQL for
// columns that are not copied as they are, `dropped` columns that are not copied.
async function rebuildTable(
  queryInterface,
  table,
  edit,
  transaction,
  { values = {}, dropped = [] } = {},
) {
  const run = (sql, replacements, type) =>
    queryInterface.sequelize.query(sql, { replacements, transaction, type });
  const select = (sql, replacements) => run(sql, replacements, 'SELECT');
  const definitions = () =>
    select('SELECT * FROM sqlite_master WHERE sql IS NOT NULL');
  const orphans = async () =>
    (await select('SELECT count(*) AS n FROM pragma_foreign_key_check'))[0].n;
  const [before, known] = [await definitions(), await orphans()];
  const own = await select(
    "SELECT sql FROM sqlite_master WHERE type <> 'table' AND sql IS NOT NULL " +
      'AND tbl_name = :table COLLATE NOCASE',
    { table },
  );
  const names = before.map(({ name }) => name.toLowerCase());
  const taken = (name) => names.includes(name.toLowerCase());
  const free = (name) => (taken(name) ? free(`${name}_`) : name);
  const [old, made] = [free(`${table}__old`), free(`${table}__new`)];
  const [from, away, beside] = [table, old, made].map(quoteName);
  const redirect = (sql) =>
    sql.replace(TOKEN, (token) => (token === away ? beside : token));

  await run(`ALTER TABLE ${from} RENAME TO ${away}`);
  const renamed = await definitions();
  const { sql } = renamed.find(({ name }) => name === old);
  await run(redirect(editDefinition(sql, edit)));
  if (taken('sqlite_sequence')) {
    const counter = 'UPDATE sqlite_sequence SET name = :made WHERE name = :old';
    await run(counter, { made, old });
  }
  const changed = Object.entries(values);
  const left = [...changed.map(([name]) => name), ...dropped];
  const copied = (await select(`PRAGMA table_info(${away})`))
    .filter(({ name }) => !left.includes(name))
    .map(({ name }) => [name, quoteName(name)]);
  const copies = [...copied, ...changed];
  const columns = copies.map(([name]) => quoteName(name)).join(', ');
  const sources = copies.map(([, value]) => value).join(', ');
  await run(
    `INSERT OR ABORT INTO ${beside} (${columns}) SELECT ${sources} FROM ${away}`,
  );

  const others = renamed.filter(
    (each) => each.tbl_name !== old && each.sql.includes(away),
  );
  // A row of the old table may refer to another one of it.
  const severed = editDefinition(sql, (clauses) =>
    clauses.map((clause) =>
      clause.words.some((word) => /^REFERENCES$/i.test(word))
        ? { ...clause, text: redirect(clause.text) }
        : clause,
    ),
  );
  const redirected = [
    { type: 'table', name: old, sql: severed },
    ...others.map((each) => ({ ...each, sql: redirect(each.sql) })),
  ];
  await writeDefinitions(queryInterface, redirected, transaction);
  await run(`DROP TABLE ${away}`);
  await run(`ALTER TABLE ${beside} RENAME TO ${from}`);

  // SQLite has quoted the names its own way: the texts go back to what they were.
  const isOther = ({ type, name }) =>
    others.some((each) => each.type === type && each.name === name);
  const current = before.find(
    ({ type, name }) => type === 'table' && name === table,
  );
  const definition = { ...current, sql: editDefinition(current.sql, edit) };
  const texts = [definition, ...before.filter(isOther)];
  await writeDefinitions(queryInterface, texts, transaction);
  for (const each of own) await run(each.sql);
  await checkTable(queryInterface, table, transaction);
  const found = await orphans();
  if (found !== known) {
    throw new Error(
      `${table} cannot be changed: foreign_key_check finds ${found} rows, not ${known}`,
    );
  }
}

module.exports = {
  TOKEN,
  definitionOf,
  editDefinition,
  editTable,
  nameOf,
  quoteName,
  rebuildTable,
};
