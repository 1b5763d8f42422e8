'use strict';

// Classifies the error of a trial.

// CHECKs: PostgreSQL; MySQL 8, MariaDB; SQLite has only a message.
const CHECKS = new Set(['23514', 3819, 4025]);

// Programming errors.
const MISTAKES = [TypeError, ReferenceError, SyntaxError, RangeError];

// Thrown if the database returns something else than was written.
class Unmet extends Error {}

function describe(error, what, written) {
  const fault = (kind, rest) => ({
    kind,
    what,
    message: wordsOf(error),
    sql: error.sql ?? error.parent?.sql ?? null,
    written,
    ...rest,
  });
  const parent = error.parent ?? error.original;
  if (isCheck(parent)) return fault('check');
  const missing = missingOf(error, parent);
  if (missing) return fault('null', missing);
  if (isOwn(error)) return fault('own', { sql: null });
  return fault('broken');
}

// The errors of validation; with many rows at once each row has its own.
function itemsOf(error) {
  const inner = [error.errors ?? []].flat();
  return inner.flatMap((each) => (each.errors ? itemsOf(each) : [each]));
}

function wordsOf(error) {
  const own = error.parent?.message ?? error.original?.message;
  const items = new Set(itemsOf(error).map((item) => item.message));
  return own ?? (items.size ? [...items].join('; ') : error.message);
}

function isCheck(parent) {
  if (!parent) return false;
  if (CHECKS.has(parent.code) || CHECKS.has(parent.errno)) return true;
  return parent.message.includes('CHECK constraint failed');
}

// The attribute or column that cannot be null, and its model or table.
function missingOf(error, parent) {
  const item = itemsOf(error).find((each) => each.validatorKey === 'is_null');
  if (item) {
    const owner = item.instance?.constructor.name ?? null;
    return { owner, column: item.path };
  }
  if (!parent) return null;
  if (parent.code === '23502') {
    return { owner: parent.table, column: parent.column };
  }
  const sqlite = /NOT NULL constraint failed: (.+)\.(.+)$/.exec(parent.message);
  if (sqlite) return { owner: sqlite[1], column: sqlite[2] };
  // ER_BAD_NULL_ERROR and ER_NO_DEFAULT_FOR_FIELD.
  if (parent.errno === 1048 || parent.errno === 1364) {
    return { column: /'([^']+)'/.exec(parent.message)?.[1] ?? null };
  }
  return null;
}

// A person's validator, or an error that their code throws on purpose.
function isOwn(error) {
  const items = itemsOf(error);
  if (items.length) return items.every((item) => item.origin === 'FUNCTION');
  if (MISTAKES.some((kind) => error instanceof kind)) return false;
  if (error instanceof Unmet) return false;
  const frame = error.stack?.split('\n').find((line) => /^\s+at /.test(line));
  const isOurs = frame?.includes(__dirname);
  return Boolean(frame) && !isOurs && !frame.includes('node_modules');
}

module.exports = { Unmet, describe };
