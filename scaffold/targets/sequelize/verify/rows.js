'use strict';

// Tries rows and associations of the models on a migrated database. Each trial runs in a
// separate transaction that is rolled back; its answer is null, or the fault.

const { Unmet, describe } = require('./faults');
const { decode, keyOf, same } = require('./values');

// The transaction of every query, including those of the project's hooks.
let transaction;
const namespace = {
  bind: (work) => work,
  run: (work) => work({}),
  get: (name) => (name === 'transaction' ? transaction : undefined),
  set: () => {},
};

// Foreign keys are checked when all rows are written.
const RELAX = {
  sqlite: ['PRAGMA defer_foreign_keys = ON'],
  postgres: [
    `DO $$ DECLARE each record; BEGIN
      FOR each IN SELECT conrelid::regclass AS owner, conname FROM pg_constraint
        WHERE contype = 'f' AND conparentid = 0
      LOOP EXECUTE format('ALTER TABLE %s ALTER CONSTRAINT %I DEFERRABLE INITIALLY DEFERRED',
        each.owner, each.conname); END LOOP; END $$`,
  ],
  mysql: ['SET FOREIGN_KEY_CHECKS = 0'],
};
const SETTLE = {
  sqlite: [],
  postgres: ['SET CONSTRAINTS ALL IMMEDIATE'],
  mysql: [],
};

class Trial {
  constructor(sequelize) {
    this.sequelize = sequelize;
    this.instances = new Map();
    this.what = 'it begins';
    this.written = false;
  }

  model(name) {
    return this.sequelize.models[name];
  }

  values(cells) {
    const entries = Object.entries(cells ?? {});
    return Object.fromEntries(
      entries.map(([name, cell]) => [name, this.value(cell)]),
    );
  }

  value({ row, attribute, type, value }) {
    if (type) return decode(type, value);
    return this.instances.get(row).get(attribute);
  }

  async query(statements) {
    for (const statement of statements) await this.sequelize.query(statement);
  }

  async write({ number, model, cells }) {
    this.what = `${model}.create`;
    const made = await this.model(model).create(this.values(cells));
    this.instances.set(number, made);
  }

  // The row's current state in the database; without a primary key, all rows.
  find(instance) {
    return instance.constructor.findAll({ where: keyWhere(instance) });
  }

  // Checks that the database returns what was written, and what models set themselves.
  async compare(instance, cells) {
    const model = instance.constructor;
    this.what = `${model.name}.findOne`;
    const found = await this.find(instance);
    const unlike = found.map((row) => difference(instance, row, cells));
    if (!found.length) throw new Unmet('gives no row that was written');
    if (unlike.every(Boolean)) throw new Unmet(unlike[0]);
  }

  async row({ model: name, full, minimal, bulk, update, circular }) {
    const model = this.model(name);
    this.what = `${name}.create`;
    const instance = await model.create(this.values(full));
    this.written = true;
    await this.compare(instance, full);
    if (minimal) {
      this.what = `${name}.create without optional attributes`;
      await model.create(this.values(minimal));
    }
    if (bulk.length) {
      this.what = `${name}.bulkCreate with validation`;
      const rows = bulk.map((cells) => this.values(cells));
      await model.bulkCreate(rows, { validate: true });
    }
    if (!model.primaryKeyAttributes.length) return;
    if (update) {
      this.what = `${name}.update`;
      await instance.update(this.values(update));
      await this.compare(instance, update);
    }
    if (circular) return;
    this.what = `${name}.destroy`;
    await instance.destroy();
    if ((await this.find(instance)).length) throw new Unmet('leaves the row');
  }

  async association({ model, alias, steps }) {
    const association = this.model(model).associations[alias];
    for (const step of steps) {
      const source = this.instances.get(step.source);
      await this[step.operation](association, source, step);
    }
  }

  // The accessor's name, and its arguments.
  accessor(association, source, operation, { many, targets }) {
    const form = FORMS[operation]?.[many ? 1 : 0] ?? operation;
    const name = association.accessors[form];
    this.what = name;
    if (typeof source[name] !== 'function') {
      throw new Unmet('the model has no such method');
    }
    const rows = targets.map((number) => this.instances.get(number));
    return [name, rows];
  }

  async get(association, source, step) {
    const [name] = this.accessor(association, source, 'get', step);
    if (source.constructor.primaryKeyAttributes.length) await source.reload();
    this.expect(await source[name](), step.targets);
  }

  async include(association, source, { targets }) {
    this.what = `include: ${association.as}`;
    const model = association.source;
    const where = keyWhere(source);
    const found = await model.findAll({ where, include: [association.as] });
    const required = { association: association.as, required: true };
    const inner = await model.findAll({ where, include: [required] });
    if (!model.primaryKeyAttributes.length) return;
    this.expect(found[0]?.[association.as], targets);
    this.expect(inner[0]?.[association.as] ?? null, targets);
  }

  expect(found, targets) {
    const rows = found === null || found === undefined ? [] : [found].flat();
    const wanted = targets.map((number) => keyOf(this.instances.get(number)));
    const given = rows.map(keyOf);
    if (JSON.stringify(given.sort()) !== JSON.stringify(wanted.sort())) {
      throw new Unmet(
        `gives ${countOf(given)} ${given} instead of ${countOf(wanted)} ${wanted}`,
      );
    }
  }

  async set(association, source, step) {
    const [name, rows] = this.accessor(association, source, 'set', step);
    const value = association.isMultiAssociation ? rows : rows[0];
    await source[name](value, this.through(step));
  }

  async clear(association, source, step) {
    const [name] = this.accessor(association, source, 'set', step);
    this.what = `${name} with ${association.isMultiAssociation ? '[]' : 'null'}`;
    await source[name](association.isMultiAssociation ? [] : null);
  }

  async add(association, source, step) {
    const [name, rows] = this.accessor(association, source, 'add', step);
    await source[name](step.many ? rows : rows[0], this.through(step));
  }

  async remove(association, source, step) {
    const [name, rows] = this.accessor(association, source, 'remove', step);
    await source[name](step.many ? rows : rows[0]);
  }

  async has(association, source, step) {
    const [name, rows] = this.accessor(association, source, 'has', step);
    const held = await source[name](step.many ? rows : rows[0]);
    if (held !== step.holds) throw new Unmet(`gives ${held}`);
  }

  async count(association, source, step) {
    const [name] = this.accessor(association, source, 'count', step);
    const count = await source[name]();
    if (count !== step.targets.length) {
      throw new Unmet(`gives ${count} instead of ${step.targets.length}`);
    }
  }

  async create(association, source, step) {
    const none = { ...step, targets: [] };
    const [name] = this.accessor(association, source, 'create', none);
    const values = this.values(step.cells);
    const made = await source[name](values, this.through(step));
    this.instances.set(step.targets[0], made);
  }

  through({ through }) {
    return through ? { through: this.values(through) } : {};
  }
}

const FORMS = {
  add: ['add', 'addMultiple'],
  remove: ['remove', 'removeMultiple'],
  has: ['hasSingle', 'hasAll'],
};

function keyWhere(instance) {
  const names = instance.constructor.primaryKeyAttributes;
  return Object.fromEntries(names.map((name) => [name, instance.get(name)]));
}

// The first difference between a row as written and as read; undefined if there is none.
function difference(instance, row, cells) {
  const model = instance.constructor;
  for (const [name, { type, value }] of Object.entries(cells)) {
    if (!type) continue;
    const attribute = model.rawAttributes[name];
    if (!attribute) return `the model has no attribute ${name}`;
    // A setter or a hook may change the value.
    const isOwn = attribute.set || hasHooks(model);
    const written = isOwn
      ? instance.get(name, { raw: true })
      : decode(type, value);
    const read = row.get(name, { raw: true });
    if (!same(type, written, read)) {
      return `gives ${inWords(read)} for ${name}, where ${inWords(written)} was set`;
    }
  }
  return undefined;
}

const hasHooks = (model) => Object.keys(model.options.hooks ?? {}).length > 0;

const countOf = (keys) => (keys.length === 1 ? '1 row' : `${keys.length} rows`);

function inWords(value) {
  return Buffer.isBuffer(value) ? value.toString('hex') : JSON.stringify(value);
}

// Runs a trial on the rows that it needs; `work` is its name.
async function attempt(sequelize, work, trial) {
  const dialect = sequelize.getDialect();
  const made = new Trial(sequelize);
  transaction = await sequelize.transaction();
  try {
    if (trial.cyclic) await made.query(RELAX[dialect]);
    for (const row of trial.rows) await made.write(row);
    await made[work](trial);
    if (trial.cyclic) await made.query(SETTLE[dialect]);
    return null;
  } catch (error) {
    return describe(error, made.what, made.written);
  } finally {
    if (trial.cyclic && dialect === 'mysql') {
      await made.query(['SET FOREIGN_KEY_CHECKS = 1']);
    }
    const current = transaction;
    transaction = undefined;
    await current.rollback();
  }
}

// The aliases of each model, including those that default scopes exclude.
function prepare(sequelize) {
  sequelize.constructor.useCLS(namespace);
  const models = Object.values(sequelize.models);
  for (const model of models) {
    model.addScope('defaultScope', {}, { override: true });
  }
  return Object.fromEntries(
    models.map((model) => [model.name, Object.keys(model.associations)]),
  );
}

async function include(sequelize, { model, alias }) {
  try {
    await sequelize.models[model].findAll({ include: [alias] });
    return null;
  } catch (error) {
    return describe(error, `include: ${alias}`, true);
  }
}

module.exports = {
  prepare,
  row: (sequelize, trial) => attempt(sequelize, 'row', trial),
  association: (sequelize, trial) => attempt(sequelize, 'association', trial),
  include,
};
