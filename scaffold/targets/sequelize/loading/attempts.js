'use strict';

// Makes the models of a project known to an instance of Sequelize, as the project itself would:
// its index, functions that the index exports, and at last every file of the folder.

const fs = require('fs');
const path = require('path');
const { pathToFileURL } = require('url');
const { isFile, NEEDS_TYPESCRIPT } = require('./compile');
const { hookImports, instances } = require('./sequelize_proxy');

const SUFFIXES = ['.js', '.ts', '.cjs', '.mjs', '.mts', '.cts'];
const SCRIPT = /(?<!\.d)\.[cm]?[jt]s$/;
const NOT_MODELS =
  /^(node_modules|tests?|__tests__|__mocks__|mocks?|migrations|seed(er)?s)$/;
const TESTS = /\.(test|spec)\./;
const GETS = /^(get|create|connect|load)/i;
const DEFINES = /init|define|setup|register|default|models|sequelize/i;
const ASSOCIATES = [
  'associate',
  'associations',
  'initAssociations',
  'setupAssociations',
  'setAssociations',
];
const RELATIONS = [
  'relations',
  'associations',
  'associate',
  'setup-associations',
];

const count = () =>
  instances.reduce((sum, each) => sum + Object.keys(each.models).length, 0);

const best = () =>
  [...instances].sort(
    (a, b) => Object.keys(b.models).length - Object.keys(a.models).length,
  )[0];

class Attempts {
  constructor(Sequelize, root, overlays) {
    this.Sequelize = Sequelize;
    this.root = root;
    this.overlays = overlays;
    this.how = [];
    this.failures = [];
  }

  shown(file) {
    return path.relative(this.root, file) || file;
  }

  // Runs one step; what fails is kept as the reason if nothing else works.
  async step(label, run) {
    const before = count();
    let value;
    try {
      value = await run();
    } catch (error) {
      this.failures.push({
        where: label,
        message: String(error?.message ?? error).split('\n')[0],
        code: error?.code ?? null,
        request:
          /Cannot find module '([^']+)'/.exec(error?.message)?.[1] ?? null,
      });
    }
    if (count() > before) this.how.push(`${label} (${count() - before})`);
    return value;
  }

  async load(file) {
    try {
      return await require(file);
    } catch (error) {
      const isModule = error?.code === 'ERR_REQUIRE_ESM' || error?.isScript;
      if (!isModule || (error.code === NEEDS_TYPESCRIPT && !error.isScript)) {
        throw error;
      }
      hookImports(this.Sequelize, this.overlays);
      const { default: main, ...named } = await import(pathToFileURL(file));
      return main && !Object.keys(named).length
        ? main
        : { ...named, default: main };
    }
  }

  isModel(value) {
    return (
      typeof value === 'function' &&
      value.prototype instanceof this.Sequelize.Model
    );
  }

  sequelize() {
    this.own ??= best() ?? new this.Sequelize({});
    return best() ?? this.own;
  }

  *functions(value, depth = 0) {
    if (typeof value === 'function') {
      if (!this.isModel(value) && value !== this.Sequelize && !isClass(value)) {
        yield [value.name || 'default', value];
      }
    } else if (value && typeof value === 'object' && depth < 2) {
      for (const [name, each] of Object.entries(value)) {
        for (const [, found] of this.functions(each, depth + 1))
          yield [name, found];
      }
    }
  }

  async callExported(exported) {
    const { DataTypes } = this.Sequelize;
    for (const [name, call] of this.functions(exported)) {
      if (count()) return;
      if (GETS.test(name)) {
        await this.step(`${name}()`, () => call());
      }
      if (!count() && DEFINES.test(name)) {
        const label = `${name}(sequelize, DataTypes)`;
        await this.step(label, () => call(this.sequelize(), DataTypes));
      }
    }
  }

  async everyFile(folder, except) {
    const classes = new Set();
    const waiting = [];
    const { DataTypes, Model } = this.Sequelize;
    for (const file of scripts(folder)) {
      if (file === except) continue;
      const label = this.shown(file);
      const exported = await this.step(label, () => this.load(file));
      if (
        exported?.name &&
        exported.schema &&
        typeof exported.schema === 'object'
      ) {
        await this.step(label, () => this.defineObject(exported, Model));
        continue;
      }
      const values =
        typeof exported === 'function'
          ? [exported]
          : Object.values(exported ?? {});
      const makers = values.filter(
        (each) =>
          typeof each === 'function' && !this.isModel(each) && !isClass(each),
      );
      for (const each of values.filter((value) => this.isModel(value))) {
        classes.add(each);
        if (Object.hasOwn(each, 'init')) waiting.push(each);
        else if (typeof each.initModel === 'function') {
          await this.step(label, () => each.initModel(this.sequelize()));
        }
      }
      for (const each of makers) {
        const isMaker =
          makers.length === 1 ||
          each === exported.default ||
          /init|model|define/i.test(each.name);
        if (each.length < 1 || !isMaker) continue;
        const made = await this.step(label, () =>
          each(this.sequelize(), DataTypes),
        );
        if (this.isModel(made)) classes.add(made);
      }
    }
    await this.initInPasses(waiting);
    await this.addDecorated(classes);
  }

  defineObject(
    { name, schema, options, scopes, indexes, associations },
    Model,
  ) {
    const made = { [name]: class extends Model {} }[name];
    made.init(schema, {
      sequelize: this.sequelize(),
      modelName: name,
      ...(scopes && { scopes }),
      ...(indexes && { indexes }),
      ...options,
    });
    made.associate = (models) => associations?.call(made, models);
  }

  // A class may need another one to be initialised before it.
  async initInPasses(classes) {
    let waiting = classes.filter((each) => !each.sequelize);
    while (waiting.length) {
      const left = [];
      const failures = [];
      for (const each of waiting) {
        const label = `${each.name}.init(sequelize)`;
        const before = this.failures.length;
        await this.step(label, () =>
          each.init(this.sequelize(), this.Sequelize.DataTypes),
        );
        if (this.failures.length > before) {
          left.push(each);
          failures.push(...this.failures.splice(before));
        }
      }
      if (left.length === waiting.length) {
        this.failures.push(...failures);
        return;
      }
      waiting = left;
    }
  }

  // Classes of sequelize-typescript that nothing has added to an instance yet.
  async addDecorated(classes) {
    const waiting = [...classes].filter(
      (each) =>
        !each.sequelize &&
        Reflect.getOwnMetadata?.('sequelize:modelName', each.prototype),
    );
    if (!waiting.length) return;
    await this.step('sequelize.addModels()', () => {
      const { Sequelize } = require(
        require.resolve('sequelize-typescript', { paths: [this.root] }),
      );
      new Sequelize({ validateOnly: false }).addModels(waiting);
    });
  }

  async associate(folder) {
    const instance = best();
    if (!instance) return;
    const { models } = instance;
    const isAssociated = () =>
      Object.values(models).some(
        (each) => Object.keys(each.associations).length,
      );
    if (isAssociated()) return;
    for (const model of Object.values(models)) {
      const name = ASSOCIATES.find((each) => typeof model[each] === 'function');
      if (name)
        await this.step(`${model.name}.${name}(models)`, () =>
          model[name](models),
        );
    }
    for (const name of RELATIONS) {
      const file = SUFFIXES.map((each) => path.join(folder, name + each)).find(
        isFile,
      );
      if (!file || isAssociated()) continue;
      const exported = await this.step(this.shown(file), () => this.load(file));
      for (const [label, call] of this.functions(exported)) {
        if (!isAssociated())
          await this.step(`${label}(sequelize)`, () => call(instance));
      }
    }
  }

  async run(entry) {
    const isFolder = fs.statSync(entry).isDirectory();
    const folder = isFolder ? entry : path.dirname(entry);
    const index = isFolder ? indexOf(folder) : entry;
    if (index) {
      const exported = await this.step(this.shown(index), () =>
        this.load(index),
      );
      if (!count()) await this.callExported(exported);
    }
    if (!count()) await this.everyFile(folder, index);
    await this.associate(folder);
    return best();
  }
}

const isClass = (value) =>
  /^class\b/.test(Function.prototype.toString.call(value));

function indexOf(folder) {
  return ['index', 'init-models']
    .flatMap((name) =>
      SUFFIXES.map((suffix) => path.join(folder, name + suffix)),
    )
    .find(isFile);
}

function scripts(folder) {
  return fs
    .readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((each) => {
      const file = path.join(folder, each.name);
      if (each.isDirectory())
        return NOT_MODELS.test(each.name) ? [] : scripts(file);
      return SCRIPT.test(each.name) && !TESTS.test(each.name) ? [file] : [];
    });
}

module.exports = { Attempts, best };
