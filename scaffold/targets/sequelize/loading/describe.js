'use strict';

// The models of an instance of Sequelize as JSON.

const path = require('path');
const { places } = require('./sequelize_proxy');

const SQL = new Set(['Fn', 'Literal', 'Col', 'Cast', 'Json', 'Where']);

const isSql = (value) =>
  value !== null &&
  typeof value === 'object' &&
  SQL.has(value.constructor?.name);

function sqlOf(value) {
  if (!isSql(value)) return JSON.stringify(value) ?? 'null';
  if (value.col !== undefined) return String(value.col);
  if (value.fn !== undefined) {
    return `${value.fn}(${(value.args ?? []).map(sqlOf).join(', ')})`;
  }
  return typeof value.val === 'object' ? 'cast' : String(value.val);
}

function defaultOf(value) {
  if (value === undefined) return null;
  const key = value?.key ?? value?.constructor?.key;
  if (key === 'NOW') return { kind: 'now' };
  if (key === 'UUIDV1' || key === 'UUIDV4') return { kind: 'uuid', value: key };
  if (typeof value === 'function') return { kind: 'function' };
  if (isSql(value)) return { kind: 'sql', value: sqlOf(value) };
  return { kind: 'value', value };
}

function typeOf(type) {
  if (type === null || type === undefined) return null;
  if (typeof type === 'string') return { key: 'type', sql: type };
  const options = type.options ?? {};
  const inner = type.type ?? type._subtype;
  return {
    key: type.key ?? type.constructor?.key ?? String(type),
    length: type._length ?? options.length ?? null,
    precision: type._precision ?? options.precision ?? null,
    scale: type._scale ?? options.scale ?? null,
    unsigned: Boolean(type._unsigned ?? options.unsigned),
    values: type.values ?? options.values ?? null,
    of: inner && typeof inner !== 'string' ? typeOf(inner) : null,
  };
}

const tableOf = (table) =>
  table !== null && typeof table === 'object'
    ? { name: table.tableName, schema: table.schema || null }
    : { name: table, schema: null };

function attribute(name, value, own) {
  const { references } = value;
  return {
    name,
    field: value.field ?? name,
    type: typeOf(value.type),
    allowNull: value.allowNull !== false && !value.primaryKey,
    primaryKey: Boolean(value.primaryKey),
    autoIncrement: Boolean(value.autoIncrement),
    unique: value.unique?.name ?? value.unique ?? false,
    default: defaultOf(value.defaultValue),
    comment: value.comment ?? null,
    references: references && {
      table: tableOf(references.model).name,
      key: references.key ?? null,
    },
    onDelete: value.onDelete ?? null,
    onUpdate: value.onUpdate ?? null,
    validations: Object.keys(value.validate ?? {}),
    getter: Boolean(value.get),
    setter: Boolean(value.set),
    // An association, or Sequelize itself, added it.
    generated: !own.has(name),
  };
}

const fieldName = (field) => {
  if (typeof field === 'string') return field;
  if (isSql(field)) return null;
  return field.name ?? field.attribute ?? null;
};

const index = (value) => ({
  name: value.name ?? null,
  fields: (value.fields ?? []).map(fieldName),
  unique: Boolean(value.unique) || value.type === 'UNIQUE',
  partial: Boolean(value.where),
});

const association = (value) => ({
  kind: value.associationType,
  alias: value.as,
  target: value.target.name,
  aliased: Boolean(value.isAliased),
  foreignKey: value.foreignKey,
  field: value.identifierField ?? null,
  otherKey: value.otherKey ?? null,
  through: value.through?.model?.name ?? null,
  sourceKey: value.sourceKey ?? null,
  targetKey: value.targetKey ?? null,
  onDelete: value.options.onDelete ?? null,
  onUpdate: value.options.onUpdate ?? null,
  constraints: value.options.constraints !== false,
  scope: value.scope ?? null,
});

// The file that exports a model, or else the one that called init() or define().
function placeOf(model, exporters) {
  const calls = places.get(model)?.calls ?? [];
  const file = exporters.get(model) ?? calls[0]?.file;
  return {
    file: file ?? null,
    line: calls.find((each) => each.file === file)?.line ?? null,
  };
}

function exportersOf(models) {
  const found = new Map();
  for (const [file, { exports }] of Object.entries(require.cache)) {
    if (file.includes(`${path.sep}node_modules${path.sep}`)) continue;
    const values =
      typeof exports === 'function' ? [exports] : ownValues(exports);
    const known = values.filter((each) => models.has(each));
    // One that exports many is an index.
    if (new Set(known).size === 1) found.set(known[0], file);
  }
  return found;
}

function ownValues(exports) {
  if (exports === null || typeof exports !== 'object') return [];
  return Object.values(Object.getOwnPropertyDescriptors(exports)).map(
    (each) => {
      try {
        return each.get ? each.get.call(exports) : each.value;
      } catch {
        return undefined;
      }
    },
  );
}

function model(value, exporters) {
  const { options, _timestampAttributes: stamps } = value;
  const table = tableOf(value.getTableName());
  const own = places.get(value)?.own ?? new Set();
  return {
    name: value.name,
    table: table.name,
    schema: table.schema,
    singular: options.name?.singular ?? null,
    plural: options.name?.plural ?? null,
    createdAt: stamps?.createdAt ?? null,
    updatedAt: stamps?.updatedAt ?? null,
    deletedAt: stamps?.deletedAt ?? null,
    underscored: Boolean(options.underscored),
    hooks: Object.keys(options.hooks ?? {}),
    scopes: Object.keys(options.scopes ?? {}),
    defaultScope: Object.keys(options.defaultScope ?? {}).length > 0,
    validations: Object.keys(options.validate ?? {}),
    indexes: (value._indexes ?? options.indexes ?? []).map(index),
    attributes: Object.entries(value.rawAttributes).map(([name, each]) =>
      attribute(name, each, own),
    ),
    associations: Object.values(value.associations).map(association),
    ...placeOf(value, exporters),
  };
}

function describe(instance) {
  const models = Object.values(instance.models);
  const exporters = exportersOf(new Set(models));
  return {
    dialect: instance.getDialect(),
    models: models.map((each) => model(each, exporters)),
  };
}

module.exports = { describe };
