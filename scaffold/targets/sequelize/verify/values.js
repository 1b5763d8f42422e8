'use strict';

// Sample values: in JSON, as models accept them, and for comparison.

const { isDeepStrictEqual } = require('util');

function decode({ name, of }, value) {
  if (value === null) return null;
  switch (name) {
    case 'datetime':
      return new Date(value);
    case 'binary':
      return Buffer.from(value, 'hex');
    case 'array':
    case 'range':
      return value.map((each) => decode(of, each));
    default:
      return value;
  }
}

const NUMBERS = new Set([
  'tinyint',
  'smallint',
  'integer',
  'bigint',
  'decimal',
  'float',
  'double',
  'real',
]);
// Types whose values the database may write in another form.
const OPAQUE = new Set(['type', 'tsvector', 'geometry', 'geography']);

function plain({ name, of, local }, value) {
  if (value === null || value === undefined) return null;
  // The driver reads it in the zone of the process.
  if (local) return true;
  if (NUMBERS.has(name)) return Number(value);
  if (OPAQUE.has(name)) return true;
  switch (name) {
    case 'boolean':
      return Boolean(value);
    case 'datetime':
      return new Date(value).getTime();
    case 'binary':
      return Buffer.from(value).toString('hex');
    case 'array':
      return value.map((each) => plain(of, each));
    case 'range':
      return value.map((end) => plain(of, end?.value ?? end));
    default:
      return value;
  }
}

function same(type, one, other) {
  return isDeepStrictEqual(plain(type, one), plain(type, other));
}

// Identifies a row, whichever query returned it.
function keyOf(instance) {
  const names = instance.constructor.primaryKeyAttributes;
  return JSON.stringify(names.map((name) => keyPart(instance.get(name))));
}

function keyPart(value) {
  if (value instanceof Date) return value.getTime();
  if (Buffer.isBuffer(value)) return value.toString('hex');
  const isNumber = /^-?\d{1,15}(\.\d+)?$/.test(value);
  return isNumber ? Number(value) : value;
}

module.exports = { decode, same, keyOf };
